using System.Globalization;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Identity.Passwords;
using Kpanda.Identity.People;
using Kpanda.Identity.Sessions;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.SignIn;

/// <summary>Checks name and password and starts a session. What it refuses it refuses alike, whether the name exists or not.</summary>
internal sealed partial class SignInHandler(
    UserStore users,
    PasswordChecks passwords,
    CredentialStore credentials,
    SignInThrottle throttle,
    IdentityOptions options,
    TimeProvider time,
    ILogger<SignInHandler> logger)
{
    internal sealed record Started(Person Person, string SessionSecret, string Token, DateTimeOffset Expires);

    public async Task<Result<Started>> HandleAsync(string name, string password, string address, CancellationToken cancellationToken)
    {
        var wait = throttle.WaitFor(name, address);
        if (wait > TimeSpan.Zero)
        {
            Log.Locked(logger, address);
            return Error.Of(ErrorCode.ResourceExhausted, "signin.locked", ("seconds", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
        }

        throttle.Attempt(name, address);
        var user = await users.FindByNameAsync(name, cancellationToken);
        if (!await passwords.VerifyAsync(password, user?.Password, cancellationToken) || user is not { Enabled: true })
        {
            Log.Refused(logger, address);
            return Error.Of(ErrorCode.Unauthenticated, "signin.refused");
        }

        throttle.Success(name, address);
        if (passwords.IsOutdated(user.Password))
            await users.SetPasswordAsync(user.Id, await passwords.HashAsync(password, cancellationToken), user.TemporaryPassword, time.GetUtcNow(), cancellationToken);
        return await StartAsync(user, cancellationToken);
    }

    private async Task<Started> StartAsync(UserRecord user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var started = new Started(new Person(user.Id, user.Name, [], IsPlatformAdministrator: false), SecretToken.New(), SecretToken.New(), now + options.SessionLifetime);
        var sessionId = Guid.CreateVersion7(now);
        await credentials.AddAsync(
            [
                new(sessionId, Credential.Session, user.Id, null, "", SecretToken.Hash(started.SessionSecret), now, started.Expires),
                new(Guid.CreateVersion7(now), Credential.Token, user.Id, sessionId, "", SecretToken.Hash(started.Token), now, started.Expires),
            ],
            now,
            cancellationToken);
        return started;
    }

    // The name is not logged: people type their password into the name field.
    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Sign-in from {Address} refused: wrong name or password")]
        public static partial void Refused(ILogger logger, string address);

        [LoggerMessage(LogLevel.Warning, "Sign-in from {Address} refused: too many failed attempts")]
        public static partial void Locked(ILogger logger, string address);
    }
}
