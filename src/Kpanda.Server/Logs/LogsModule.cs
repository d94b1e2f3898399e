using Kpanda.Server.Configuration;
using Microsoft.Extensions.Logging.Console;

namespace Kpanda.Server.Logs;

/// <summary>One JSON object per line for machines, a readable line on a terminal.</summary>
internal static class LogsModule
{
    public static void AddLogs(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(options.LogLevel);
        // Every request and every connection of every member would be a line.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("System", LogLevel.Warning);
        builder.Logging.AddFilter("Kpanda.Identity.Sessions.SessionAuthentication", LogLevel.Warning);
        builder.Logging.AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        builder.Logging.AddConsole(console => console.FormatterName = options.HumanLogs ? ConsoleFormatterNames.Simple : JsonLineFormatter.FormatterName);
    }
}
