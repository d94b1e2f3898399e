using System.Data.Common;
using Dapper;
using Kpanda.Hosting;
using Kpanda.Identity.Groups;
using Kpanda.Identity.People;
using Kpanda.Identity.Roles;
using Kpanda.Storage;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Providers;

/// <summary>
/// Whose account somebody from elsewhere has. Issuer and subject alone decide, never a name: a name that is or was taken is not had a second time. Somebody new gets an account without a password, or, where the
/// provider is set so, the one local account with the e-mail address that the provider has verified.
/// </summary>
internal sealed partial class ExternalPeople(IStateDatabase database, AccessChange changes, TimeProvider time, ILogger<ExternalPeople> logger)
{
    private const int MostGroups = 500;

    /// <param name="Missing">Since when a directory has not had them, which is why they are disabled.</param>
    private sealed record Linked(Guid Id, bool Enabled, DateTimeOffset? Deleted, DateTimeOffset? Missing)
    {
        /// <summary>Whom an administrator disabled or deleted stays out; whom their directory had lost comes back with it.</summary>
        public bool StaysOut => Deleted is not null || (!Enabled && Missing is null);
    }

    private sealed record Group(Guid Id, string Name);

    /// <summary>The account of somebody who signs in, with the memberships that the provider tells of.</summary>
    public async Task<Result<UserRecord>> ResolveAsync(ExternalSource source, ExternalIdentity identity, CancellationToken cancellationToken)
    {
        var groups = GroupsOf(source, identity);
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            // Nothing to change is what most sign-ins find.
            if (await LinkedAsync(connection, null, identity, cancellationToken) is { } linked)
            {
                if (linked.StaysOut) return ExternalErrors.Disabled;
                var memberships = await MembershipsAsync(connection, null, identity.Issuer, linked.Id, cancellationToken);
                if (linked.Enabled && memberships.Select(group => group.Name).ToHashSet(StringComparer.Ordinal).SetEquals(groups) && await UserAsync(connection, null, linked.Id, cancellationToken) is { } user)
                    return user;
            }
        }

        return await changes.RunAsync((connection, transaction) => ApplyAsync(connection, transaction, source, identity, cancellationToken), cancellationToken);
    }

    /// <summary>The same within somebody else's <see cref="AccessChange"/>; where it fails, nothing was written.</summary>
    public async Task<Result<UserRecord>> ApplyAsync(DbConnection connection, DbTransaction transaction, ExternalSource source, ExternalIdentity identity, CancellationToken cancellationToken)
    {
        var linked = await LinkedAsync(connection, transaction, identity, cancellationToken);
        if (linked?.StaysOut == true) return ExternalErrors.Disabled;
        var found = linked is not null ? linked.Id : await ByEmailAsync(connection, transaction, source, identity, cancellationToken);
        if (found is null)
        {
            if (!(await CreateAsync(connection, transaction, identity, cancellationToken)).TryGet(out var created, out var error)) return error;
            found = created;
        }

        if (linked is null) await LinkAsync(connection, transaction, identity, found.Value, cancellationToken);
        else if (ExternalSource.IsLdap(source.Issuer)) await RefreshAsync(connection, transaction, identity, linked, cancellationToken);
        await JoinAsync(connection, transaction, identity.Issuer, found.Value, GroupsOf(source, identity), cancellationToken);
        return await UserAsync(connection, transaction, found.Value, cancellationToken) is { } user ? user : (Result<UserRecord>)ExternalErrors.Disabled;
    }

    /// <summary>Who somebody is at the provider that their account was made for; null for nobody.</summary>
    public async Task<string?> SubjectAsync(UserRecord user, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition("SELECT MIN(subject) FROM external_identities WHERE issuer = @Source AND user_id = @Id", new { user.Source, user.Id }, cancellationToken: cancellationToken));
    }

    /// <summary>Names of the groups that somebody is in here.</summary>
    public HashSet<string> GroupsOf(ExternalSource source, ExternalIdentity identity)
    {
        var groups = NamesHere(source, identity.Groups).Order(StringComparer.Ordinal).Take(MostGroups).ToHashSet(StringComparer.Ordinal);
        var left = identity.Groups.Distinct(StringComparer.Ordinal).Count() - groups.Count;
        if (left > 0) Log.GroupsLeftOut(logger, left, source.Name);
        return groups;
    }

    /// <summary>The names of groups that may be had here. One that Kubernetes or the platform keeps for itself (<c>system:masters</c>) is left out, and so is one that breaks the rules of names.</summary>
    public static IEnumerable<string> NamesHere(ExternalSource source, IEnumerable<string> names) =>
        names.Where(name => NameRules.Check(name) is null).Select(name => source.GroupPrefix + name).Where(name => NameRules.Check(name) is null);

    private static Task<Linked?> LinkedAsync(DbConnection connection, DbTransaction? transaction, ExternalIdentity identity, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<Linked>(
            new CommandDefinition(
                "SELECT u.id, u.enabled, u.deleted, e.missing FROM external_identities e JOIN users u ON u.id = e.user_id WHERE e.issuer = @Issuer AND e.subject = @Subject", identity, transaction, cancellationToken: cancellationToken));

    private static Task<UserRecord?> UserAsync(DbConnection connection, DbTransaction? transaction, Guid id, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<UserRecord>(
            new CommandDefinition($"SELECT {UserStore.Columns} FROM users WHERE deleted IS NULL AND enabled AND id = @id", new { id }, transaction, cancellationToken: cancellationToken));

    // Only accounts that have a password here and no identity elsewhere: an address that another provider told of, or one that several have, says nothing.
    private static async Task<Guid?> ByEmailAsync(DbConnection connection, DbTransaction transaction, ExternalSource source, ExternalIdentity identity, CancellationToken cancellationToken)
    {
        if (!source.LinkByEmail || identity.VerifiedEmail.Length == 0) return null;
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
        if (NameRules.Check(name) is not null) return ExternalErrors.NameUnusable;
        var now = time.GetUtcNow();
        var user = new UserRecord(Guid.CreateVersion7(now), name, "", Line(identity.FirstName), Line(identity.LastName), Line(identity.VerifiedEmail), "", true, false, now, now, null, now, identity.Issuer);
        return await UserStore.AddAsync(connection, transaction, user, cancellationToken) ? user.Id : ExternalErrors.NameTaken;
    }

    private Task LinkAsync(DbConnection connection, DbTransaction transaction, ExternalIdentity identity, Guid user, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO external_identities (issuer, subject, user_id, created) VALUES (@Issuer, @Subject, @user, @now)",
                new { identity.Issuer, identity.Subject, user, now = time.GetUtcNow() },
                transaction,
                cancellationToken: cancellationToken));

    // A directory has the last word about its people, and who was missing from it is back.
    private async Task RefreshAsync(DbConnection connection, DbTransaction transaction, ExternalIdentity identity, Linked linked, CancellationToken cancellationToken)
    {
        const string refresh = """
            UPDATE users SET first_name = @first, last_name = @last, email = @email, updated = @now
            WHERE id = @Id AND source = @Issuer AND (first_name <> @first OR last_name <> @last OR email <> @email)
            """;
        var values = new { linked.Id, identity.Issuer, identity.Subject, first = Line(identity.FirstName), last = Line(identity.LastName), email = Line(identity.VerifiedEmail), now = time.GetUtcNow() };
        await connection.ExecuteAsync(new CommandDefinition(refresh, values, transaction, cancellationToken: cancellationToken));
        if (linked.Missing is null) return;
        foreach (var sql in (string[])["UPDATE users SET enabled = TRUE, updated = @now WHERE id = @Id AND source = @Issuer", "UPDATE external_identities SET missing = NULL WHERE issuer = @Issuer AND subject = @Subject"])
            await connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }

    private static async Task<List<Group>> MembershipsAsync(DbConnection connection, DbTransaction? transaction, string issuer, Guid user, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Group>(
            new CommandDefinition(
                "SELECT g.id, g.name FROM group_members m JOIN user_groups g ON g.id = m.group_id WHERE m.user_id = @user AND g.issuer = @issuer", new { user, issuer }, transaction, cancellationToken: cancellationToken))];

    // A group of this platform or of another issuer that has the name is another group: nobody gets into it by a name.
    private async Task JoinAsync(DbConnection connection, DbTransaction transaction, string issuer, Guid user, HashSet<string> groups, CancellationToken cancellationToken)
    {
        var memberships = await MembershipsAsync(connection, transaction, issuer, user, cancellationToken);
        foreach (var left in memberships.Where(group => !groups.Contains(group.Name))) await GroupStore.LeaveAsync(connection, transaction, left.Id, user, cancellationToken);
        foreach (var name in groups.Except(memberships.Select(group => group.Name), StringComparer.Ordinal))
        {
            if (await EnsureGroupAsync(connection, transaction, issuer, name, cancellationToken) is { } group) await GroupStore.JoinAsync(connection, transaction, group, user, cancellationToken);
        }
    }

    /// <summary>The issuer's group of this name, made where there is none; null where the name is another group's.</summary>
    public async Task<Guid?> EnsureGroupAsync(DbConnection connection, DbTransaction transaction, string issuer, string name, CancellationToken cancellationToken)
    {
        const string own = "UPDATE user_groups SET issuer = @issuer WHERE id = @Id";
        const string find = "SELECT id, name FROM user_groups WHERE name = @name AND issuer = @issuer AND deleted IS NULL";
        var now = time.GetUtcNow();
        var made = new GroupRow { Id = Guid.CreateVersion7(now), Name = name, Description = "", Created = now, Updated = now };
        if (await GroupStore.AddAsync(connection, transaction, made, cancellationToken))
            await connection.ExecuteAsync(new CommandDefinition(own, new { issuer, made.Id }, transaction, cancellationToken: cancellationToken));
        var group = await connection.QuerySingleOrDefaultAsync<Group>(new CommandDefinition(find, new { name, issuer }, transaction, cancellationToken: cancellationToken));
        if (group is null) Log.GroupIsAnother(logger, name);
        return group?.Id;
    }

    /// <summary>A text of free choice as it is kept: empty where it is too long or no line.</summary>
    public static string Line(string text) => NameRules.CheckText(text, "") is null ? text : "";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Count} groups of somebody from provider {Provider} have names that cannot be had here, and are left out")]
        public static partial void GroupsLeftOut(ILogger logger, int count, string provider);

        [LoggerMessage(LogLevel.Warning, "The group {Group} of a provider is left out: there is or was another one of that name")]
        public static partial void GroupIsAnother(ILogger logger, string group);
    }
}
