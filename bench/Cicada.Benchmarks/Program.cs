using BenchmarkDotNet.Running;
using Cicada.Benchmarks;

if (args is ["append", ..])
{
    return await AppendMeasurement.RunAsync(args.Length > 1 ? long.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 5_000_000);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
