using BenchmarkDotNet.Running;
using Cicada.Benchmarks;

if (args is ["append", ..])
{
    return await AppendMeasurement.RunAsync(args.Length > 1 ? long.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 5_000_000);
}

if (args is ["deliver", ..])
{
    var points = args.Length > 1 ? long.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 2_000_000;
    return await DeliverMeasurement.RunAsync(points, args.FirstOrDefault(arg => arg.StartsWith("http", StringComparison.Ordinal)), args.Contains("plain"));
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
