using System.Data.Common;
using System.Security.Cryptography;
using Kpanda.Server.Configuration;

namespace Kpanda.Server.Commands;

/// <summary>Starts the server and waits until it is told to stop.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(ConfiguredValues values, List<string> problems, CancellationToken cancellationToken)
    {
        if (ServerOptionsReader.Read(values, problems) is not { } options) return Problems.Print(problems);
        try
        {
            await using var app = KpandaServer.Build(options);
            await app.StartAsync(cancellationToken);
            StartMessage.Write(Console.Out, app, options);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or DbException or CryptographicException)
        {
            // A taken port, an unwritable folder, an unreachable database: for the person who starts it, not for a programmer.
            await Console.Error.WriteLineAsync($"Kpanda could not start: {failure.Message}");
            return 1;
        }
    }
}
