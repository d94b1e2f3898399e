using Kpanda.Identity.People;
using Kpanda.Server.Configuration;

namespace Kpanda.Server.Commands;

/// <summary>What a person needs to know once the server is there.</summary>
internal static class StartMessage
{
    public static void Write(TextWriter output, WebApplication app, ServerOptions options)
    {
        var addresses = options.PublicUrl is { } url ? [url.ToString(), .. app.Urls] : app.Urls;
        var admin = app.Services.GetRequiredService<FirstAdministrator>();
        output.WriteLine($"""

            Kpanda is ready:  {string.Join("  ", addresses)}
            Sign in as:       {FirstAdministrator.Name}, {PasswordHint(admin, options)}
            Data:             {options.Data}
            Stop with Ctrl-C.

            """);
        output.Flush();
    }

    private static string PasswordHint(FirstAdministrator admin, ServerOptions options)
    {
        if (admin.PasswordToShow is { } password) return $"password {password} (shown only now)";
        if (admin.PasswordFile is { } file) return $"password in {file}";
        return options.AdminPassword.Length > 0 ? "first password from KPANDA_ADMIN_PASSWORD" : "with the password that you chose";
    }
}
