using System.Runtime.InteropServices;

namespace Cicada.Commands;

/// <summary>Ends what a command does when the process is asked to end.</summary>
internal sealed class Signals : IDisposable
{
    private const int ExitCodeOfInterrupt = 130;

    private readonly Lock _gate = new();
    private readonly SignalPolicy _policy = new();
    private readonly Surroundings _surroundings;
    private readonly string _sentence;
    private readonly Action<PosixSignal> _stop;
    private readonly Action _abandon;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly long _start;

    /// <param name="surroundings">Where the program runs.</param>
    /// <param name="sentence">What is said to whoever pressed Ctrl-C.</param>
    /// <param name="stop">Ends it in order.</param>
    /// <param name="abandon">Called before the process ends at once.</param>
    public Signals(Surroundings surroundings, string sentence, Action<PosixSignal> stop, Action abandon)
    {
        (_surroundings, _sentence, _stop, _abandon) = (surroundings, sentence, stop, abandon);
        _start = surroundings.Clock.GetTimestamp();
        Register(PosixSignal.SIGINT);
        Register(PosixSignal.SIGTERM);
        if (!OperatingSystem.IsWindows())
        {
            Register(PosixSignal.SIGHUP);
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Register(PosixSignal signal) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        SignalResponse response;
        lock (_gate)
        {
            response = _policy.Respond(signal == PosixSignal.SIGINT, _surroundings.Clock.GetElapsedTime(_start));
        }

        switch (response)
        {
            case SignalResponse.Stop:
                if (signal == PosixSignal.SIGINT)
                {
                    Console.Error.WriteLine(_sentence);
                }

                _stop(signal);
                break;
            case SignalResponse.EndAtOnce:
                _abandon();
                Environment.Exit(ExitCodeOfInterrupt);
                break;
        }
    }));
}
