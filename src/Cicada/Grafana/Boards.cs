namespace Cicada.Grafana;

/// <summary>The boards and what Grafana needs to find them, as files: those of the repository's folder <c>grafana</c>, and those <c>grafana export</c> writes.</summary>
internal static class Boards
{
    private const string FolderInContainer = "/etc/cicada/dashboards";

    /// <summary>All boards.</summary>
    public static IReadOnlyList<Board> All() => [RunBoard.Create(), RequestBoard.Create(), CompareBoard.Create(), TrendBoard.Create(), GeneratorBoard.Create()];

    /// <summary>The files for a Grafana that is there already.</summary>
    /// <param name="place">Where the data is.</param>
    /// <param name="folder">The full path of the folder the files will be in.</param>
    public static IReadOnlyList<GrafanaFile> Files(DataPlace place, string folder) =>
        Files(ProvisioningText.OfDataSource(place), Path.Combine(folder, "dashboards"));

    /// <summary>The files of the repository, which the containers of <c>grafana/docker-compose.yml</c> use.</summary>
    public static IReadOnlyList<GrafanaFile> FilesForContainers() => Files(ProvisioningText.OfDataSourceInContainers(), FolderInContainer);

    private static IReadOnlyList<GrafanaFile> Files(string dataSource, string folder) =>
    [
        .. All().Select(board => new GrafanaFile($"dashboards/{board.Uid}.json", board.ToText())),
        new("provisioning/datasources/cicada.yaml", dataSource),
        new("provisioning/dashboards/cicada.yaml", ProvisioningText.OfBoards(folder)),
    ];
}
