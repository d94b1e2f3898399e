using Dapper;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Identity.Passwords;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Identity.Providers;
using Kpanda.Identity.Providers.Ldap;
using Kpanda.Identity.Sessions;
using Kpanda.Identity.SignIn;
using Kpanda.Identity.Tokens;
using Kpanda.Storage;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Account;

/// <summary>One's own password: asked for before what would let somebody at an open screen take over, and changed. Wrong ones count as at sign-in.</summary>
internal sealed class OwnPassword(
    UserStore users, PasswordChecks passwords, SecurityPolicies policies, SignInThrottle throttle, SessionStarter starter, LdapSignIn directories, IStateDatabase database, TimeProvider time)
{
    /// <summary>Whether somebody has a password that can be asked for: here, or in a directory.</summary>
    public static bool Has(UserRecord user) => user.Password.Length > 0 || ExternalSource.IsLdap(user.Source);

    /// <summary>Who asks, where this is their password and they came with a session; else why not.</summary>
    public async Task<Result<UserRecord>> ProveAsync(HttpContext context, Person person, string? password, string field, CancellationToken cancellationToken)
    {
        if (AccessTokens.IsAccessToken(context)) return Error.Of(ErrorCode.PermissionDenied, "session.only");
        if (await users.FindAsync(person.Id, cancellationToken) is not { } user) return Error.Of(ErrorCode.NotFound, "user.unknown");
        // Without a password anywhere here: the provider has just vouched for them, and the session is for the second factor that is demanded and for nothing else.
        if (!Has(user) && user.Source.Length > 0 && RestrictedSessions.Of(context) == Restriction.Enrol) return user;
        if (string.IsNullOrEmpty(password)) return Error.Invalid(field, "signin.field.missing", ("field", field));
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var key = $"proof/{user.Id}";
        var lockout = (await policies.ReadAsync(cancellationToken)).Lockout with { Enabled = true };
        if (await throttle.AttemptAsync(key, address, lockout, cancellationToken) is { } locked) return locked;
        var isRight = ExternalSource.IsLdap(user.Source) ? await directories.ProveAsync(user, password, cancellationToken) : await passwords.VerifyAsync(password, user.Password, cancellationToken);
        if (!isRight.TryGet(out var right, out var unasked)) return unasked;
        if (!right) return Error.Invalid(field, "password.wrong");
        await throttle.SuccessAsync(key, address, cancellationToken);
        return user;
    }

    /// <summary>Changes it. Every other session ends, and this one goes on under a new secret; access tokens stay.</summary>
    public async Task<Result<SignInResponse>> ChangeAsync(HttpContext context, Person person, ChangePasswordRequest request, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(person.Id, cancellationToken) is { } own && ExternalSource.IsLdap(own.Source)) return Error.Of(ErrorCode.FailedPrecondition, "user.password.elsewhere");
        if (!(await ProveAsync(context, person, request.OldPassword, "oldPassword", cancellationToken)).TryGet(out var user, out var error)) return error;
        var policy = (await policies.ReadAsync(cancellationToken)).Password;
        var wanted = request.NewPassword ?? "";
        if (PasswordRules.Check(wanted, user.Name, user.Email, policy, "newPassword") is { } weak) return weak;
        if (wanted == request.OldPassword || await WasUsedAsync(user, wanted, policy.NotRecentlyUsed, cancellationToken)) return Error.Invalid("newPassword", "password.used");
        await SaveAsync(user, await passwords.HashAsync(wanted, cancellationToken), policy.NotRecentlyUsed, cancellationToken);
        return await starter.StartAnewAsync(context, user with { TemporaryPassword = false, PasswordChanged = time.GetUtcNow() }, cancellationToken);
    }

    private async Task<bool> WasUsedAsync(UserRecord user, string password, int most, CancellationToken cancellationToken)
    {
        if (most == 0) return false;
        await using var connection = await database.OpenAsync(cancellationToken);
        var hashes = await connection.QueryAsync<string>(
            new CommandDefinition("SELECT hash FROM password_history WHERE user_id = @Id ORDER BY at DESC LIMIT @most", new { user.Id, most }, cancellationToken: cancellationToken));
        foreach (var hash in hashes)
        {
            if (await passwords.VerifyAsync(password, hash, cancellationToken)) return true;
        }

        return false;
    }

    private async Task SaveAsync(UserRecord user, string hash, int kept, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (kept > 0)
            await connection.ExecuteAsync(
                new CommandDefinition("INSERT INTO password_history (user_id, hash, at) VALUES (@Id, @Password, @now)", new { user.Id, user.Password, now }, transaction, cancellationToken: cancellationToken));
        const string prune = "DELETE FROM password_history WHERE user_id = @Id AND at NOT IN (SELECT at FROM password_history WHERE user_id = @Id ORDER BY at DESC LIMIT @kept)";
        await connection.ExecuteAsync(new CommandDefinition(prune, new { user.Id, kept }, transaction, cancellationToken: cancellationToken));
        const string save = "UPDATE users SET password = @hash, temporary_password = FALSE, password_changed = @now, updated = @now WHERE id = @Id";
        await connection.ExecuteAsync(new CommandDefinition(save, new { user.Id, hash, now }, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }
}
