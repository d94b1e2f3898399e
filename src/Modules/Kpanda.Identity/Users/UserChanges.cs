using System.Data.Common;
using Dapper;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Identity.Passwords;
using Kpanda.Identity.People;
using Kpanda.Identity.Policies;
using Kpanda.Identity.Providers;
using Kpanda.Identity.Roles;
using Kpanda.Identity.SecondFactor;

namespace Kpanda.Identity.Users;

/// <summary>Makes, changes and deletes people. Who is disabled, deleted or gets another password loses every session and token: at once here, within 3 s on every replica.</summary>
internal sealed class UserChanges(UserStore store, PasswordChecks passwords, SecurityPolicies policies, AccessChange changes, Reach reach, IEnumerable<ISubjectHoldings> holdings, TimeProvider time)
{
    private const int LongestEmail = 254;

    /// <summary>Adds somebody without roles.</summary>
    /// <param name="withPassword">False for somebody who cannot sign in until a password is set.</param>
    public async Task<Result<CreateUserResponse>> CreateAsync(CreateUserRequest request, bool withPassword, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(request, withPassword, cancellationToken) is { } wrong) return wrong;
        if (await store.WasUsedAsync(request.Name!, cancellationToken)) return Taken(request.Name!);
        var generated = withPassword && string.IsNullOrEmpty(request.Password) ? GeneratedPassword.New() : null;
        var password = generated ?? request.Password ?? "";
        var now = time.GetUtcNow();
        var hash = withPassword ? await passwords.HashAsync(password, cancellationToken) : "";
        var user = new UserRecord(
            Guid.CreateVersion7(now), request.Name!, hash, request.Firstname ?? "", request.Lastname ?? "", request.Email ?? "", request.Description ?? "", true,
            generated is not null || request.Temporary == true, now, now, null, now);
        return await store.AddAsync(user, "", cancellationToken) ? new CreateUserResponse($"{user.Id}") { Password = generated } : Taken(user.Name);
    }

    /// <summary>What keeps somebody from being added, as far as it shows in the request.</summary>
    public async Task<Error?> RefusalAsync(CreateUserRequest request, bool withPassword, CancellationToken cancellationToken)
    {
        if ((NameRules.Check(request.Name) ?? Wrong(request.Email, request.Description, request.Firstname, request.Lastname)) is { } wrong) return wrong;
        if (!withPassword || string.IsNullOrEmpty(request.Password)) return null;
        return PasswordRules.Check(request.Password, request.Name!, request.Email ?? "", (await policies.ReadAsync(cancellationToken)).Password);
    }

    /// <summary>Changes what is said about somebody, and whether they are enabled.</summary>
    public Task<Result<Empty>> UpdateAsync(Person actor, Guid id, UpdateUserRequest request, CancellationToken cancellationToken) =>
        ChangeAsync(
            actor,
            id,
            async (user, connection, transaction) =>
            {
                if (Wrong(request.Email, request.Description, request.Firstname, request.Lastname) is { } wrong) return wrong;
                if (request.Enabled == false && actor.Id == id) return Error.Of(ErrorCode.FailedPrecondition, "user.self");
                const string sql = """
                    UPDATE users SET enabled = @Enabled, email = @Email, description = @Description, first_name = @FirstName, last_name = @LastName, updated = @Updated WHERE id = @Id
                    """;
                var changed = user with
                {
                    Enabled = request.Enabled ?? user.Enabled,
                    Email = request.Email ?? user.Email,
                    Description = request.Description ?? user.Description,
                    FirstName = request.Firstname ?? user.FirstName,
                    LastName = request.Lastname ?? user.LastName,
                    Updated = time.GetUtcNow(),
                };
                await connection.ExecuteAsync(new CommandDefinition(sql, changed, transaction, cancellationToken: cancellationToken));
                // An administrator's word counts, not why a directory's sync disabled them before.
                if (request.Enabled is not null) await connection.ExecuteAsync(new CommandDefinition("UPDATE external_identities SET missing = NULL WHERE user_id = @Id", changed, transaction, cancellationToken: cancellationToken));
                // Not only for as long as they are disabled: what was open before must not come back with them.
                if (!changed.Enabled) await EndAllAsync(connection, transaction, id, cancellationToken);
                return default(Empty);
            },
            cancellationToken);

    /// <summary>Deletes somebody with all that they hold. The name stays taken, and what is on record about them stays.</summary>
    public async Task<Result<Empty>> DeleteAsync(Person actor, Guid id, CancellationToken cancellationToken)
    {
        if (actor.Id == id) return Error.Of(ErrorCode.FailedPrecondition, "user.self");
        var result = await ChangeAsync(
            actor,
            id,
            async (_, connection, transaction) =>
            {
                await EndAllAsync(connection, transaction, id, cancellationToken);
                await RoleStore.TakeAllAsync(connection, transaction, id, cancellationToken);
                await SecondFactorStore.RemoveAsync(connection, transaction, id, cancellationToken);
                foreach (var held in holdings) await held.RemoveAsync(connection, transaction, SubjectKind.User, id, cancellationToken);
                foreach (var sql in (string[])["DELETE FROM group_members WHERE user_id = @id", "DELETE FROM password_history WHERE user_id = @id", "DELETE FROM preferences WHERE user_id = @id", "UPDATE users SET deleted = @now, password = '', email = '' WHERE id = @id"])
                    await connection.ExecuteAsync(new CommandDefinition(sql, new { id, now = time.GetUtcNow() }, transaction, cancellationToken: cancellationToken));
                return default(Empty);
            },
            cancellationToken);
        if (result.Error is not null) return result;
        foreach (var held in holdings) held.Removed();
        return result;
    }

    /// <summary>Sets somebody else's password, and ends what they have open.</summary>
    public async Task<Result<SetPasswordResponse>> SetPasswordAsync(Person actor, Guid id, SetPasswordRequest request, CancellationToken cancellationToken)
    {
        // One's own needs the old one.
        if (actor.Id == id) return Error.Of(ErrorCode.FailedPrecondition, "user.self");
        if (await store.FindAsync(id, cancellationToken) is not { } user) return Error.Of(ErrorCode.NotFound, "user.unknown");
        if (ExternalSource.IsLdap(user.Source)) return Error.Of(ErrorCode.FailedPrecondition, "user.password.elsewhere");
        var generated = string.IsNullOrEmpty(request.Password) ? GeneratedPassword.New() : null;
        var password = generated ?? request.Password!;
        if (generated is null && PasswordRules.Check(password, user.Name, user.Email, (await policies.ReadAsync(cancellationToken)).Password) is { } weak) return weak;
        var hash = await passwords.HashAsync(password, cancellationToken);
        var result = await ChangeAsync(
            actor,
            id,
            async (_, connection, transaction) =>
            {
                const string sql = "UPDATE users SET password = @hash, temporary_password = @temporary, password_changed = @now, updated = @now WHERE id = @id";
                var values = new { id, hash, temporary = generated is not null || request.Temporary != false, now = time.GetUtcNow() };
                await connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
                await EndAllAsync(connection, transaction, id, cancellationToken);
                return default(Empty);
            },
            cancellationToken);
        return result.Select(_ => new SetPasswordResponse(generated));
    }

    /// <summary>Takes the second factor from somebody who has lost it, and ends what they have open.</summary>
    public async Task<Result<Empty>> ResetSecondFactorAsync(Person actor, Guid id, CancellationToken cancellationToken)
    {
        // One's own needs the password.
        if (actor.Id == id) return Error.Of(ErrorCode.FailedPrecondition, "user.self");
        return await ChangeAsync(
            actor,
            id,
            async (_, connection, transaction) =>
            {
                await SecondFactorStore.RemoveAsync(connection, transaction, id, cancellationToken);
                await EndAllAsync(connection, transaction, id, cancellationToken);
                return default(Empty);
            },
            cancellationToken);
    }

    /// <summary>Why somebody may not act on somebody else at all, beside what their role says; null where they may.</summary>
    public Task<Error?> RefusalOfReachAsync(Person actor, Guid id, CancellationToken cancellationToken) =>
        changes.AskAsync((connection, transaction) => reach.RefusalAsync(connection, transaction, actor, id, cancellationToken), cancellationToken);

    private Task<Result<Empty>> ChangeAsync(Person actor, Guid id, Func<UserRecord, DbConnection, DbTransaction, Task<Result<Empty>>> change, CancellationToken cancellationToken) =>
        changes.RunAsync(
            async (connection, transaction) =>
            {
                if (await UserStore.FindAsync(connection, transaction, id, cancellationToken) is not { } user) return Error.Of(ErrorCode.NotFound, "user.unknown");
                if (await reach.RefusalAsync(connection, transaction, actor, id, cancellationToken) is { } stronger) return stronger;
                return await change(user, connection, transaction);
            },
            cancellationToken);

    private static Task EndAllAsync(DbConnection connection, DbTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("DELETE FROM credentials WHERE user_id = @id", new { id }, transaction, cancellationToken: cancellationToken));

    /// <summary>What is wrong with what somebody says about themselves or others; null where nothing is.</summary>
    internal static Error? Wrong(string? email, string? description, string? firstName, string? lastName)
    {
        if (email is { Length: > 0 } && !(email.Length <= LongestEmail && email.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < email.Length - 1 && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
            return Error.Invalid("email", "user.email.invalid");
        return NameRules.CheckText(description, "description") ?? NameRules.CheckText(firstName, "firstname", 63) ?? NameRules.CheckText(lastName, "lastname", 63);
    }

    /// <summary>What a name that is or was in use is refused with.</summary>
    internal static Error Taken(string name) => Error.Of(ErrorCode.AlreadyExists, "user.name.taken", ("name", name));
}
