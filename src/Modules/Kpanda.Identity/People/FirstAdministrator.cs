using System.Text;
using Kpanda.Identity.Passwords;
using Kpanda.Identity.Roles;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Identity.People;

/// <summary>Makes <c>admin</c> when there is nobody yet, and never again: a deleted or renamed administrator does not come back.</summary>
public sealed class FirstAdministrator : IHostedService
{
    /// <summary>The name of the first administrator.</summary>
    public const string Name = "admin";

    private readonly UserStore _users;
    private readonly PasswordChecks _passwords;
    private readonly IdentityOptions _options;
    private readonly TimeProvider _time;

    internal FirstAdministrator(UserStore users, PasswordChecks passwords, IdentityOptions options, TimeProvider time)
    {
        _users = users;
        _passwords = passwords;
        _options = options;
        _time = time;
    }

    /// <summary>The generated password, in the one run that made it and only where it is to be shown; otherwise null.</summary>
    public string? PasswordToShow { get; private set; }

    /// <summary>The file where the generated password still is; null where there is none.</summary>
    public string? PasswordFile => File.Exists(_options.AdminPasswordFile) ? _options.AdminPasswordFile : null;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await _users.IsEmptyAsync(cancellationToken)) return;

        var generated = _options.AdminPassword.Length == 0;
        var password = generated ? GeneratedPassword.New() : _options.AdminPassword;
        var now = _time.GetUtcNow();
        var hash = await _passwords.HashAsync(password, cancellationToken);
        var admin = new UserRecord(Guid.CreateVersion7(now), Name, hash, "", "", "", "", true, generated, now, now, null, now);
        // Another replica may have been first: then its password counts.
        if (!await _users.AddAsync(admin, PlatformRoles.Admin, cancellationToken) || !generated) return;
        if (_options.ShowAdminPassword) PasswordToShow = password;
        else WriteForOwnerOnly(_options.AdminPasswordFile, password + "\n");
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void WriteForOwnerOnly(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(path);
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
    }
}
