using Cicada.Options;

namespace Cicada.Tests.Options;

public sealed class OptionLayersTests
{
    private readonly OptionLayers _layers = new(RunOptionSpecs.All);

    private string Users => _layers.Values["users"].Last;

    [Fact]
    public void Each_place_counts_before_the_ones_added_earlier()
    {
        _layers.AddFile("~/.cicada.conf", "users = 1", isShared: true);
        Assert.Equal("1", Users);

        _layers.AddFile("./cicada.conf", "users = 2", isShared: false);
        Assert.Equal("2", Users);

        _layers.AddFile("mine.conf", "users = 3", isShared: false);
        Assert.Equal("3", Users);

        _layers.AddEnvironment(new Dictionary<string, string> { ["CICADA_USERS"] = "4" });
        Assert.Equal("4", Users);

        _layers.AddTyped("users", ["5"]);
        Assert.Equal("5", Users);
    }

    [Fact]
    public void What_a_later_place_does_not_say_stays_as_it_was()
    {
        _layers.AddFile("./cicada.conf", "users = 2\nhost = http://a", isShared: false);
        _layers.AddTyped("users", ["5"]);

        Assert.Equal("http://a", _layers.Values["host"].Last);
    }

    [Fact]
    public void An_unknown_key_is_named_with_its_line_and_a_guess()
    {
        _layers.AddFile("./cicada.conf", "\nuser = 2", isShared: false);

        var problem = Assert.Single(_layers.Problems);
        Assert.Contains("'./cicada.conf', line 2", problem);
        Assert.Contains("'user'", problem);
        Assert.Contains("Did you mean 'users'?", problem);
    }

    [Fact]
    public void An_unknown_key_in_the_home_folder_may_be_another_tests()
    {
        _layers.AddFile("~/.cicada.conf", "token = 2", isShared: true);

        Assert.Empty(_layers.Problems);
    }

    [Fact]
    public void A_refused_option_is_refused_in_a_file_too()
    {
        _layers.AddFile("./cicada.conf", "locustfile = x.py", isShared: false);

        Assert.Contains("dotnet run other.cs", Assert.Single(_layers.Problems));
    }

    [Fact]
    public void An_empty_variable_says_nothing()
    {
        _layers.AddEnvironment(new Dictionary<string, string> { ["CICADA_USERS"] = "" });

        Assert.Empty(_layers.Values);
    }

    [Fact]
    public void Each_option_has_a_variable()
    {
        _layers.AddEnvironment(RunOptionSpecs.All.ToDictionary(spec => spec.Variable, _ => "x"));

        Assert.Equal(RunOptionSpecs.All.Count, _layers.Values.Count);
        Assert.Equal("CICADA_EXIT_CODE_ON_ERROR", RunOptionSpecs.ExitCodeOnError.Variable);
    }
}
