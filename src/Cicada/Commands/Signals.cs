using System.Runtime.InteropServices;

namespace Cicada.Commands;

/// <summary>Ends a run when the process is asked to end.</summary>
internal sealed class Signals : IDisposable
{
    private const int ExitCodeOfInterrupt = 130;

    private readonly Lock _gate = new();
    private readonly SignalPolicy _policy = new();
    private readonly Run _run;
    private readonly Surroundings _surroundings;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly long _start;

    public Signals(Run run, Surroundings surroundings)
    {
        _run = run;
        _surroundings = surroundings;
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
                    Console.Error.WriteLine("Stopping; running tasks may come to their end. Ctrl-C once more ends at once.");
                }

                _run.Stop(signal.ToString());
                break;
            case SignalResponse.EndAtOnce:
                _run.Abandon();
                Environment.Exit(ExitCodeOfInterrupt);
                break;
        }
    }));
}
