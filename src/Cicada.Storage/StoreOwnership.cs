using System.Data.Common;
using Cicada.Storage.Writing;

namespace Cicada.Storage;

/// <summary>
/// A store this process owns, for as long as this object lives: through a full disk, an instance DuckDB has given up on, and a file that was
/// deleted under us. Used by one thread at a time.
/// </summary>
internal sealed class StoreOwnership : IDisposable
{
    private readonly string _path;
    private readonly string _settings;
    private readonly Action<string> _tell;
    private readonly Action<StoreFile>? _opened;
    private StoreOwner _owner = StoreOwner.OfThisProcess();
    private StoreFile? _file;
    private string? _memory;

    private StoreOwnership(string path, string settings, Action<string> tell, Action<StoreFile>? opened = null)
    {
        _opened = opened;
        _tell = tell;
        _path = path;
        _settings = settings;
    }

    /// <summary>Where the file is.</summary>
    public string Path => _path;

    /// <summary>The open file.</summary>
    /// <exception cref="StoreException">It was let go and cannot be opened again.</exception>
    public StoreFile File => _file ?? Secure();

    /// <summary>The file, if it is open.</summary>
    public StoreFile? Current => _file;

    /// <summary>Opens a store, or begins one where there is no file.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="settings">What DuckDB is set to, in its own words: statements of SET.</param>
    /// <param name="tell">Takes sentences about what goes wrong where nobody waits for an answer; they are said on the error output unless given.</param>
    /// <param name="opened">Is given the file each time it was opened, before anything else is done with it.</param>
    /// <exception cref="StoreException">The file is in use, is no store, or cannot be opened.</exception>
    public static StoreOwnership Open(string path, string settings, Action<string>? tell = null, Action<StoreFile>? opened = null)
    {
        StoreOwnerFile.RequireNone(path);
        var ownership = new StoreOwnership(path, settings, tell ?? StoreTrouble.Say, opened);
        ownership.SecureWithLog();
        return ownership;
    }

    /// <summary>Opens a store that must be there.</summary>
    /// <exception cref="StoreException">There is none, it is in use, is no store, or cannot be opened.</exception>
    public static StoreOwnership OpenExisting(string path)
    {
        StoreOwnerFile.RequireNone(path);
        var ownership = new StoreOwnership(path, "", StoreTrouble.Say);
        ownership.Translated(() => StoreRescue.Finish(path));
        StoreFile.Existing(path);
        ownership.SecureWithLog();
        return ownership;
    }

    /// <summary>Sets how much memory DuckDB may take: from now on, and in every file that is opened in the place of this one.</summary>
    /// <param name="memory">The limit in DuckDB's words, such as <c>512MiB</c>.</param>
    public void LimitMemory(string memory)
    {
        File.LimitMemory(memory);
        _memory = memory;
    }

    /// <summary>Says where the owner answers.</summary>
    public void Announce(string address, string token)
    {
        _owner = _owner with { Address = address, Token = token };
        StoreOwnerFile.Write(_path, _owner);
    }

    /// <summary>Takes in what earlier runs left in the spool. What the store cannot take for the moment stays there.</summary>
    /// <param name="goOn">Asked before each file whether there is time.</param>
    public void TakeInSpool(Func<bool> goOn)
    {
        try
        {
            SpoolReplay.Deliver(Secure(), goOn);
        }
        catch (Exception exception) when (exception is DbException or StoreException)
        {
            Release();
        }
    }

    /// <summary>Takes in all that earlier runs left in the spool, and says how far it has come where that takes long.</summary>
    public void TakeInWholeSpool(TimeProvider clock) => TakeInSpool(new SpoolProgress(_path, clock, _tell).GoOn);

    /// <summary>Removes what is left of runs that were deleted by somebody who did not come to the end. What cannot be removed for the moment stays, and nobody sees it.</summary>
    public void FinishDeletions()
    {
        try
        {
            RunDeletion.Finish(Secure());
        }
        catch (Exception exception) when (exception is DbException or StoreException)
        {
            Release();
        }
    }

    /// <summary>
    /// The file, ready to be written: opened again where it was let go; and where it was deleted under us, all that is in it
    /// is written to a new file first, since only this process can still read it.
    /// </summary>
    /// <exception cref="StoreException">That does not work for the moment.</exception>
    public StoreFile Secure() => Translated(() =>
    {
        if (_file is not null && !System.IO.File.Exists(_path))
        {
            StoreRescue.Copy(_file);
            _file.Dispose();
            _file = null;
        }

        if (_file is null)
        {
            // Also where the copy could not take its name before: nothing must be begun in its place.
            StoreRescue.Finish(_path);
            _file = StoreFile.OpenOrCreate(_path, _settings);
            _opened?.Invoke(_file);
            if (_memory is not null)
            {
                _file.LimitMemory(_memory);
            }

            StoreOwnerFile.Write(_path, _owner);
        }

        return _file;
    });

    /// <summary>
    /// After a failure: lets go of the file, so that the next use opens it anew and is rid of whatever state DuckDB was left in. A file
    /// that was deleted is held on to, since it would be gone.
    /// </summary>
    public void Release()
    {
        if (_file is not null && System.IO.File.Exists(_path))
        {
            _file.Dispose();
            _file = null;
        }
    }

    /// <summary>
    /// After a transaction that failed, in whose course memory may have come to say more than the file: the catalogue is read anew. Only where DuckDB may have given up on
    /// the file is it let go, since that ends whatever else is being read from it.
    /// </summary>
    public void Recover(Exception exception)
    {
        if (_file is not { } file)
        {
            return;
        }

        if (!StoreErrors.EndsFile(exception))
        {
            try
            {
                file.LoadCatalogue();
                return;
            }
            catch (Exception another) when (another is DbException or StoreException)
            {
                // It is of no use any more, whatever DuckDB said first.
            }
        }

        Release();
    }

    /// <summary>Moves what is in DuckDB's log into the file. Where that does not work now, whoever opens the file next does it.</summary>
    public void Checkpoint()
    {
        try
        {
            _file?.Execute("CHECKPOINT");
        }
        catch (DbException)
        {
            Release();
        }
    }

    public void Dispose()
    {
        try
        {
            if (_file is not null && !System.IO.File.Exists(_path))
            {
                Secure();
            }
        }
        catch (StoreException)
        {
            // There is no place left to write to; whoever wrote has been told by then.
        }

        _file?.Dispose();
        _file = null;
        StoreOwnerFile.Remove(_path, _owner);
    }

    // What was acknowledged comes before whatever this owner does.
    private void SecureWithLog()
    {
        try
        {
            Secure();
            Translated(() => LogReplay.TakeIn(this, _tell));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Translated(Action act) => Translated(() =>
    {
        act();
        return true;
    });

    private T Translated<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (DbException exception)
        {
            throw StoreErrors.Translate(_path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The store '{_path}' could not be opened: {exception.Message.TrimEnd('.')}. Free what is in its way, or name another file.", exception)
            {
                FailureKind = OutputFailureKind.Temporary,
            };
        }
    }
}
