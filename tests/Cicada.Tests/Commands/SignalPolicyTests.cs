using Cicada.Commands;

namespace Cicada.Tests.Commands;

public sealed class SignalPolicyTests
{
    private readonly SignalPolicy _policy = new();

    [Fact]
    public void The_first_signal_stops_and_later_SIGTERMs_are_ignored()
    {
        Assert.Equal(SignalResponse.Stop, Terminate(0));
        Assert.Equal(SignalResponse.Ignore, Terminate(0));
        Assert.Equal(SignalResponse.Ignore, Terminate(60));
    }

    [Fact]
    public void A_second_SIGINT_within_two_seconds_is_the_same_press_of_a_key()
    {
        Assert.Equal(SignalResponse.Stop, Interrupt(10));
        Assert.Equal(SignalResponse.Ignore, Interrupt(10.1));
        Assert.Equal(SignalResponse.Ignore, Interrupt(12));
        Assert.Equal(SignalResponse.EndAtOnce, Interrupt(12.1));
    }

    [Fact]
    public void A_SIGINT_after_a_SIGTERM_is_the_first_SIGINT()
    {
        Assert.Equal(SignalResponse.Stop, Terminate(0));
        Assert.Equal(SignalResponse.Ignore, Interrupt(10));
        Assert.Equal(SignalResponse.EndAtOnce, Interrupt(13));
    }

    private SignalResponse Interrupt(double seconds) => _policy.Respond(isInterrupt: true, TimeSpan.FromSeconds(seconds));

    private SignalResponse Terminate(double seconds) => _policy.Respond(isInterrupt: false, TimeSpan.FromSeconds(seconds));
}
