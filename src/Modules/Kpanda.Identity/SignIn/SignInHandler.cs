using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Passwords;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Identity.Providers;
using Kpanda.Identity.Providers.Ldap;
using Kpanda.Identity.SecondFactor;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.SignIn;

/// <summary>
/// Checks name and password, then the second factor where there is one, and starts a session. What it refuses it refuses alike, whether the name exists or not. Between the two steps there is no session,
/// only a challenge that is good for the second step and for five minutes.
/// </summary>
internal sealed partial class SignInHandler(
    UserStore users,
    PasswordChecks passwords,
    CredentialStore credentials,
    SecondFactorStore factors,
    SecurityPolicies policies,
    SessionStarter starter,
    SignInThrottle throttle,
    LdapSignIn directories,
    ExternalSessions external,
    TimeProvider time,
    ILogger<SignInHandler> logger)
{
    private static readonly TimeSpan ChallengeLifetime = TimeSpan.FromMinutes(5);

    /// <param name="provider">The directory that has the password; empty to go by the name.</param>
    public async Task<Result<SignInResponse>> HandleAsync(HttpContext context, string name, string password, string provider, CancellationToken cancellationToken)
    {
        var address = AddressOf(context);
        var policy = await policies.ReadAsync(cancellationToken);
        var key = $"password/{LdapSignIn.Spelling(name)}";
        if (await LockedAsync(key, address, policy.Lockout, cancellationToken) is { } locked) return locked;
        var user = provider.Length == 0 ? await users.FindByNameAsync(name, cancellationToken) : null;
        var isRight = await passwords.VerifyAsync(password, user?.Password, cancellationToken);
        if (isRight && user is { Enabled: true })
        {
            await throttle.SuccessAsync(key, address, cancellationToken);
            if (passwords.IsOutdated(user.Password)) await users.RehashAsync(user.Id, await passwords.HashAsync(password, cancellationToken), cancellationToken);
            return await GoOnAsync(context, user, null, cancellationToken);
        }

        if (!(await ByDirectoryAsync(user, name, password, provider, policy.Lockout, cancellationToken)).TryGet(out var signedIn, out var error))
        {
            Log.Refused(logger, address);
            return error;
        }

        await throttle.SuccessAsync(key, address, cancellationToken);
        return await GoOnAsync(context, signedIn.User, signedIn.Provider, cancellationToken);
    }

    /// <summary>The second step: a code of the authenticator app, or a recovery code.</summary>
    public async Task<Result<SignInResponse>> HandleCodeAsync(HttpContext context, string challenge, string code, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var address = AddressOf(context);
        var policy = await policies.ReadAsync(cancellationToken);
        var found = await credentials.FindAsync(Credential.Challenge, SecretToken.Hash(challenge), now, cancellationToken);
        if (found is null || !found.IsGood(now, ChallengeLifetime)) return Error.Of(ErrorCode.Unauthenticated, "signin.challenge");
        // Counted for the person, whichever challenge it is: who has the password could have as many as they like.
        var key = $"code/{found.Person.Id}";
        if (await LockedAsync(key, address, policy.Lockout with { Enabled = true }, cancellationToken) is { } locked) return locked;
        var user = await users.FindAsync(found.Person.Id, cancellationToken);
        if (user is not { Enabled: true } || !(await factors.TakeCodeAsync(user.Id, code, confirm: false, now, cancellationToken) || await factors.TakeRecoveryCodeAsync(user.Id, code, cancellationToken)))
        {
            Log.RefusedCode(logger, address);
            return Error.Of(ErrorCode.Unauthenticated, "signin.code");
        }

        await throttle.SuccessAsync(key, address, cancellationToken);
        var voucher = await external.ProviderOfAsync(found.Id, cancellationToken);
        // One challenge, one session: whoever comes second has none.
        if (!await credentials.RemoveAsync(found.Id, cancellationToken)) return Error.Of(ErrorCode.Unauthenticated, "signin.challenge");
        return await StartAsync(context, user, voucher, cancellationToken);
    }

    /// <summary>Asks the directories, where the account is not one of this platform; those have nothing to do with its password, and are asked about the name alone, so that it takes as long.</summary>
    private async Task<Result<LdapSignIn.SignedIn>> ByDirectoryAsync(UserRecord? user, string name, string password, string provider, LockoutPolicy lockout, CancellationToken cancellationToken)
    {
        var offered = await directories.OfferedAsync(cancellationToken);
        if (provider.Length > 0) offered = [.. offered.Where(directory => directory.Name == provider)];
        else if (user is not null && ExternalSource.IsLdap(user.Source)) offered = [.. offered.Where(directory => directory.Source.Issuer == user.Source)];
        if (user is not null && !ExternalSource.IsLdap(user.Source))
        {
            var unasked = await directories.LookAsync(offered, name, lockout, cancellationToken);
            return Error.Of(ErrorCode.Unauthenticated, unasked is null ? "signin.refused" : "signin.refused.unreachable");
        }

        var answer = await directories.SignInAsync(offered, name, password, lockout, cancellationToken);
        if (answer.Error is not { } error || error.Reason == "signin.locked") return answer;
        // Only who has the right password comes that far.
        if (error == ExternalErrors.NameTaken || error == ExternalErrors.NameUnusable) return error;
        return Error.Of(ErrorCode.Unauthenticated, error == ExternalErrors.Disabled || LdapErrors.IsOfPerson(error) ? "signin.refused" : "signin.refused.unreachable");
    }

    private async Task<SignInResponse> GoOnAsync(HttpContext context, UserRecord user, Guid? voucher, CancellationToken cancellationToken) =>
        await factors.IsConfirmedAsync(user.Id, cancellationToken) ? await ChallengeAsync(context, user, voucher, cancellationToken) : await StartAsync(context, user, voucher, cancellationToken);

    /// <param name="voucher">The directory that let them in; null for an account of this platform.</param>
    private async Task<SignInResponse> StartAsync(HttpContext context, UserRecord user, Guid? voucher, CancellationToken cancellationToken)
    {
        var started = await starter.StartAsync(context, user, cancellationToken);
        if (voucher is { } provider) await external.VouchAsync(provider, SecretToken.Hash(started.Token), cancellationToken);
        return started;
    }

    private async Task<SignInResponse> ChallengeAsync(HttpContext context, UserRecord user, Guid? voucher, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var secret = SecretToken.New();
        var expires = now + ChallengeLifetime;
        var id = Guid.CreateVersion7(now);
        await credentials.AddAsync([new(id, Credential.Challenge, user.Id, null, "", SecretToken.Hash(secret), now, expires)], now, null, cancellationToken);
        if (voucher is { } provider) await external.RememberAsync(id, provider, cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return new SignInResponse("", expires) { Next = "code", Challenge = secret };
    }

    private async Task<Error?> LockedAsync(string key, string address, LockoutPolicy policy, CancellationToken cancellationToken)
    {
        var locked = await throttle.AttemptAsync(key, address, policy, cancellationToken);
        if (locked is not null) Log.Locked(logger, address);
        return locked;
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    // The name is not logged: people type their password into the name field.
    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Sign-in from {Address} refused: wrong name or password")]
        public static partial void Refused(ILogger logger, string address);

        [LoggerMessage(LogLevel.Warning, "Sign-in from {Address} refused: wrong code")]
        public static partial void RefusedCode(ILogger logger, string address);

        [LoggerMessage(LogLevel.Warning, "Sign-in from {Address} refused: too many failed attempts")]
        public static partial void Locked(ILogger logger, string address);
    }
}
