return await Kpanda.Server.Commands.CommandLine.RunAsync(args);
