namespace Cicada.Storage.Writing;

/// <summary>What taking in lines asks of the store whose lines they are.</summary>
internal interface ILineStore
{
    /// <summary>Asks the catalogue, while nobody changes it.</summary>
    T Look<T>(Func<Catalogue, T> look);

    /// <summary>The position of the last batch there ever was in the log; begins one where there is none.</summary>
    long BeginLog();

    /// <summary>Merges what waits.</summary>
    void MergeWaiting();

    /// <summary>Merges whatever was admitted. Whoever calls holds <see cref="LineIntake.Admission"/>.</summary>
    void MergeAll();

    /// <summary>A batch has got its place.</summary>
    void Admitted(LineBatch batch);

    /// <summary>The open file; to be used within <see cref="Look"/> alone.</summary>
    StoreFile File { get; }
}
