namespace Cicada.Grafana;

/// <summary>The files by which Grafana finds data source and boards when it starts. They are YAML; every value of ours is a quoted text.</summary>
internal static class ProvisioningText
{
    /// <summary>The data source.</summary>
    public static string OfDataSource(DataPlace place) => Of(Quoted(place.Url), Quoted(place.Database), place.WantsToken);

    /// <summary>The data source of the containers, which find out where the data is from their environment.</summary>
    public static string OfDataSourceInContainers() => Of("$CICADA_DATA_URL", "$CICADA_DATA_DATABASE", wantsToken: false);

    /// <summary>The boards.</summary>
    /// <param name="folder">The folder of their files, as Grafana sees it.</param>
    public static string OfBoards(string folder) => $"""
        # The boards of Cicada. Grafana reads them from files: a copy saved under another name can be changed.
        apiVersion: 1

        providers:
          - name: cicada
            type: file
            folder: Cicada
            disableDeletion: false
            allowUiUpdates: false
            updateIntervalSeconds: 30
            options:
              path: {Quoted(folder)}

        """;

    private static string Of(string url, string database, bool wantsToken) => $$"""
        # The data source of Cicada's boards: InfluxQL, over 'cicada serve' or an InfluxDB.
        # {{(wantsToken ? "The token is the variable CICADA_DATA_TOKEN of Grafana's environment." : "User and password are the variables CICADA_DATA_USER and CICADA_DATA_PASSWORD of Grafana's environment; without them nobody logs in.")}}
        # One who may only read is best: whoever sees a board can send any statement through it.
        apiVersion: 1

        datasources:
          - name: Cicada
            uid: cicada
            type: influxdb
            access: proxy
            url: {{url}}
        {{(wantsToken ? "" : "    user: $CICADA_DATA_USER\n")}}    isDefault: true
            editable: true
            jsonData:
              version: InfluxQL
              dbName: {{database}}
              httpMode: POST
              timeInterval: 1s
        {{(wantsToken ? "      httpHeaderName1: Authorization\n" : "")}}    secureJsonData:
        {{(wantsToken ? "      httpHeaderValue1: Token $CICADA_DATA_TOKEN" : "      password: $CICADA_DATA_PASSWORD")}}

        """;

    // In a file of provisioning a $ begins a variable, and two are one.
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal)}'";
}
