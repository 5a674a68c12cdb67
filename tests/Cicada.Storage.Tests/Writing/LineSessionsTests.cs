using System.Runtime.CompilerServices;
using Cicada.Storage.Writing;

namespace Cicada.Storage.Tests.Writing;

public sealed class LineSessionsTests
{
    [Fact]
    public void The_more_writes_there_are_the_less_each_of_them_may_take()
    {
        var sessions = new LineSessions();
        var alone = sessions.Share;

        var lent = Enumerable.Range(0, 64).Select(_ => sessions.Take()).ToList();
        var beside63 = sessions.Share;
        lent.AddRange(Enumerable.Range(0, 10_000).Select(_ => sessions.Take()));
        var atLeast = sessions.Share;
        lent.ForEach(sessions.Return);

        Assert.Equal((8L << 20, 1L << 20, 64L << 10), (alone, beside63, atLeast));
        Assert.Equal(alone, sessions.Share);
    }

    [Fact]
    public void Few_are_kept_for_the_next_writes()
    {
        var sessions = new LineSessions();
        var lent = Enumerable.Range(0, 1_000).Select(_ => sessions.Take()).ToList();

        lent.ForEach(sessions.Return);

        Assert.InRange(sessions.Idle, 1, 2 * Environment.ProcessorCount);
        Assert.Contains(sessions.Take(), lent);
    }

    [Fact]
    public void A_session_at_rest_has_let_go_of_what_a_large_write_took()
    {
        var session = new LineSession();
        var batch = Lines.Read(session, $"m t=\"{new string('x', 900_000)}\" 1\nm t=\"{new string('x', 900_000)}\" 2\n");
        session.Record.Write(batch);
        var during = (session.Parser.Capacity, session.Record.Capacity);

        session.Rest();

        Assert.True(during.Item1 > 512 * 1024 && during.Item2 > 1 << 20);
        Assert.True(session.Parser.Capacity <= 512 * 1024 && session.Record.Capacity <= 1 << 20);
        Assert.Equal(1, Lines.Read(session, "m v=1 1\n").Points);
    }

    [Fact]
    public void A_series_that_is_met_no_more_does_not_hold_on_to_the_points_of_an_earlier_batch()
    {
        var session = new LineSession();
        var first = ReadAndForget(session, "m,a=x v=1 1\n");

        Lines.Read(session, "other v=1 1\n");
        GC.Collect();

        Assert.False(first.IsAlive);
        GC.KeepAlive(session);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ReadAndForget(LineSession session, string text) => new(Lines.Read(session, text));
}
