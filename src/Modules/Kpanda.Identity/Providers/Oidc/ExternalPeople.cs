using System.Data.Common;
using Dapper;
using Kpanda.Hosting;
using Kpanda.Identity.Groups;
using Kpanda.Identity.People;
using Kpanda.Identity.Roles;
using Kpanda.Storage;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>
/// Whose account somebody from elsewhere has. Issuer and subject alone decide, never a name: a name that is or was taken is not had a second time. Somebody new gets an account without a password, or, where the
/// provider is set so, the one local account with the e-mail address that the provider has verified.
/// </summary>
internal sealed partial class ExternalPeople(IStateDatabase database, AccessChange changes, TimeProvider time, ILogger<ExternalPeople> logger)
{
    private const int MostGroups = 500;

    private sealed record Linked(Guid Id, bool Enabled, DateTimeOffset? Deleted);

    private sealed record Group(Guid Id, string Name);

    /// <summary>The account, with the memberships that the provider tells of.</summary>
    public async Task<Result<UserRecord>> ResolveAsync(Provider provider, ExternalIdentity identity, CancellationToken cancellationToken)
    {
        var groups = GroupsOf(provider, identity);
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            // Nothing to change is what most sign-ins find.
            if (await LinkedAsync(connection, null, identity, cancellationToken) is { } linked)
            {
                if (!linked.Enabled || linked.Deleted is not null) return OidcErrors.Disabled;
                var memberships = await MembershipsAsync(connection, null, identity.Issuer, linked.Id, cancellationToken);
                if (memberships.Select(group => group.Name).ToHashSet(StringComparer.Ordinal).SetEquals(groups) && await UserAsync(connection, null, linked.Id, cancellationToken) is { } user) return user;
            }
        }

        return await changes.RunAsync(
            async (connection, transaction) =>
            {
                var linked = await LinkedAsync(connection, transaction, identity, cancellationToken);
                if (linked is not null && (!linked.Enabled || linked.Deleted is not null)) return OidcErrors.Disabled;
                var found = linked is not null ? linked.Id : await ByEmailAsync(connection, transaction, provider, identity, cancellationToken);
                if (found is null)
                {
                    if (!(await CreateAsync(connection, transaction, identity, cancellationToken)).TryGet(out var created, out var error)) return error;
                    found = created;
                }

                if (linked is null) await LinkAsync(connection, transaction, identity, found.Value, cancellationToken);
                await JoinAsync(connection, transaction, identity.Issuer, found.Value, groups, cancellationToken);
                return await UserAsync(connection, transaction, found.Value, cancellationToken) is { } user ? user : (Result<UserRecord>)OidcErrors.Disabled;
            },
            cancellationToken);
    }

    /// <summary>Those that may be had here. One that Kubernetes or the platform keeps for itself (<c>system:masters</c>) is left out, and so is one that breaks the rules of names.</summary>
    private HashSet<string> GroupsOf(Provider provider, ExternalIdentity identity)
    {
        var names = identity.Groups.Where(name => NameRules.Check(name) is null).Select(name => provider.GroupPrefix + name).Where(name => NameRules.Check(name) is null);
        var groups = names.Order(StringComparer.Ordinal).Take(MostGroups).ToHashSet(StringComparer.Ordinal);
        var left = identity.Groups.Distinct(StringComparer.Ordinal).Count() - groups.Count;
        if (left > 0) Log.GroupsLeftOut(logger, left, provider.Alias);
        return groups;
    }

    private static Task<Linked?> LinkedAsync(DbConnection connection, DbTransaction? transaction, ExternalIdentity identity, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<Linked>(
            new CommandDefinition(
                "SELECT u.id, u.enabled, u.deleted FROM external_identities e JOIN users u ON u.id = e.user_id WHERE e.issuer = @Issuer AND e.subject = @Subject", identity, transaction, cancellationToken: cancellationToken));

    private static Task<UserRecord?> UserAsync(DbConnection connection, DbTransaction? transaction, Guid id, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<UserRecord>(
            new CommandDefinition($"SELECT {UserStore.Columns} FROM users WHERE deleted IS NULL AND enabled AND id = @id", new { id }, transaction, cancellationToken: cancellationToken));

    // Only accounts that have a password here and no identity elsewhere: an address that another provider told of, or one that several have, says nothing.
    private static async Task<Guid?> ByEmailAsync(DbConnection connection, DbTransaction transaction, Provider provider, ExternalIdentity identity, CancellationToken cancellationToken)
    {
        if (!provider.LinkByEmail || identity.VerifiedEmail.Length == 0) return null;
        const string sql = "SELECT id, name FROM users WHERE deleted IS NULL AND lower(email) = @email";
        var found = (await connection.QueryAsync<Group>(new CommandDefinition(sql, new { email = identity.VerifiedEmail.ToLowerInvariant() }, transaction, cancellationToken: cancellationToken))).ToList();
        if (found.Count != 1) return null;
        const string free = "SELECT COUNT(*) FROM users u WHERE u.id = @Id AND u.password <> '' AND NOT EXISTS (SELECT 1 FROM external_identities e WHERE e.user_id = u.id)";
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(free, found[0], transaction, cancellationToken: cancellationToken)) == 1 ? found[0].Id : null;
    }

    private async Task<Result<Guid>> CreateAsync(DbConnection connection, DbTransaction transaction, ExternalIdentity identity, CancellationToken cancellationToken)
    {
        // The name is chosen once, and case plays no part in it.
        var name = identity.Name.ToLowerInvariant();
        if (NameRules.Check(name) is not null) return OidcErrors.NameUnusable;
        var now = time.GetUtcNow();
        var user = new UserRecord(Guid.CreateVersion7(now), name, "", Line(identity.FirstName), Line(identity.LastName), Line(identity.VerifiedEmail), "", true, false, now, now, null, now);
        return await UserStore.AddAsync(connection, transaction, user, cancellationToken) ? user.Id : OidcErrors.NameTaken;
    }

    private Task LinkAsync(DbConnection connection, DbTransaction transaction, ExternalIdentity identity, Guid user, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO external_identities (issuer, subject, user_id, created) VALUES (@Issuer, @Subject, @user, @now)",
                new { identity.Issuer, identity.Subject, user, now = time.GetUtcNow() },
                transaction,
                cancellationToken: cancellationToken));

    private static async Task<List<Group>> MembershipsAsync(DbConnection connection, DbTransaction? transaction, string issuer, Guid user, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Group>(
            new CommandDefinition(
                "SELECT g.id, g.name FROM group_members m JOIN user_groups g ON g.id = m.group_id WHERE m.user_id = @user AND g.issuer = @issuer", new { user, issuer }, transaction, cancellationToken: cancellationToken))];

    // A group of this platform or of another issuer that has the name is another group: nobody gets into it by a name.
    private async Task JoinAsync(DbConnection connection, DbTransaction transaction, string issuer, Guid user, HashSet<string> groups, CancellationToken cancellationToken)
    {
        var memberships = await MembershipsAsync(connection, transaction, issuer, user, cancellationToken);
        foreach (var left in memberships.Where(group => !groups.Contains(group.Name))) await GroupStore.LeaveAsync(connection, transaction, left.Id, user, cancellationToken);
        var now = time.GetUtcNow();
        foreach (var name in groups.Except(memberships.Select(group => group.Name), StringComparer.Ordinal))
        {
            const string own = "UPDATE user_groups SET issuer = @issuer WHERE id = @Id";
            const string find = "SELECT id, name FROM user_groups WHERE name = @name AND issuer = @issuer AND deleted IS NULL";
            var made = new GroupRow { Id = Guid.CreateVersion7(now), Name = name, Description = "", Created = now, Updated = now };
            if (await GroupStore.AddAsync(connection, transaction, made, cancellationToken))
                await connection.ExecuteAsync(new CommandDefinition(own, new { issuer, made.Id }, transaction, cancellationToken: cancellationToken));
            if (await connection.QuerySingleOrDefaultAsync<Group>(new CommandDefinition(find, new { name, issuer }, transaction, cancellationToken: cancellationToken)) is { } group)
                await GroupStore.JoinAsync(connection, transaction, group.Id, user, cancellationToken);
            else Log.GroupIsAnother(logger, name);
        }
    }

    private static string Line(string text) => NameRules.CheckText(text, "") is null ? text : "";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} groups of somebody from provider {Provider} have names that cannot be had here, and are left out")]
        public static partial void GroupsLeftOut(ILogger logger, int count, string provider);

        [LoggerMessage(LogLevel.Warning, "The group {Group} of a provider is left out: there is or was another one of that name")]
        public static partial void GroupIsAnother(ILogger logger, string group);
    }
}
