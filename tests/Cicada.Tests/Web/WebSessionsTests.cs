using Cicada.Web;
using Microsoft.Extensions.Time.Testing;

namespace Cicada.Tests.Web;

public sealed class WebSessionsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly WebCaller _ada = new("ada", true, true);

    [Fact]
    public void Who_shows_what_was_given_is_known_until_that_is_taken_back()
    {
        var sessions = new WebSessions(_clock);
        var (one, other) = (sessions.Begin(() => _ada), sessions.Begin(() => _ada));

        Assert.NotEqual(one, other);
        Assert.Equal(64, one.Length);
        Assert.Equal(_ada, sessions.Find(one));
        Assert.Null(sessions.Find(one[1..]));
        Assert.Null(sessions.Find(""));
        sessions.End(one);
        Assert.Null(sessions.Find(one));
        Assert.Equal(_ada, sessions.Find(other));
    }

    [Fact]
    public void It_expires_after_twelve_hours_without_use_and_after_thirty_days_in_any_case()
    {
        var sessions = new WebSessions(_clock);
        var (idle, used) = (sessions.Begin(() => _ada), sessions.Begin(() => _ada));

        for (var hours = 0; hours < 30 * 24; hours += 8)
        {
            Assert.Equal(_ada, sessions.Find(used));
            _clock.Advance(TimeSpan.FromHours(8));
        }

        Assert.Null(sessions.Find(idle));
        Assert.Null(sessions.Find(used));
    }

    [Fact]
    public void The_thousand_and_first_takes_the_place_of_the_one_that_was_not_used_for_the_longest_time()
    {
        var sessions = new WebSessions(_clock);
        var shown = Enumerable.Range(0, WebSessions.Most).Select(_ =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return sessions.Begin(() => _ada);
        }).ToList();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(_ada, sessions.Find(shown[0]));

        sessions.Begin(() => _ada);

        Assert.Equal([1], Enumerable.Range(0, shown.Count).Where(i => sessions.Find(shown[i]) is null));
    }

    [Fact]
    public void A_user_who_was_removed_is_let_in_no_more()
    {
        var sessions = new WebSessions(_clock);
        WebCaller? user = _ada;
        var shown = sessions.Begin(() => user);

        user = null;

        Assert.Null(sessions.Find(shown));
    }
}
