return await Cicada.Commands.CommandLine.InvokeToolAsync(args);
