using Kpanda.Server.Configuration;

namespace Kpanda.Server.WebConsole;

/// <summary>Serves the built web console, and the headers that keep a browser safe.</summary>
internal static class ConsoleModule
{
    public static IServiceCollection AddConsole(this IServiceCollection services, ServerOptions options) =>
        services.AddSingleton(_ => ConsoleFiles.Load(options.Console));

    public static void UseConsoleFiles(this WebApplication app) => app.UseMiddleware<ConsoleMiddleware>();

    public static void UseSecurityHeaders(this WebApplication app, ServerOptions options) => app.UseMiddleware<SecurityHeaders>(options);
}
