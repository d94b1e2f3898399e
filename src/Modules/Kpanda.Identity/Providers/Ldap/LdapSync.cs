using System.Data.Common;
using Dapper;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Providers.Ldap.Protocol;
using Kpanda.Identity.Roles;
using Kpanda.Storage;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>
/// Brings people and groups in step with a directory. Whoever it has no more is disabled, and what they have open ends; but only when the directory was read to its end: one that cannot be reached, refuses or breaks
/// off disables nobody. One sync of a directory at a time, over all replicas.
/// </summary>
internal sealed partial class LdapSync(LdapStore store, LdapDirectory directory, ExternalPeople people, AccessChange changes, IStateDatabase database, TimeProvider time, ILogger<LdapSync> logger)
{
    private const int AtOnce = 100;
    private const int MostProblems = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(20);

    private sealed record Known(string Subject, Guid UserId, bool Enabled, DateTimeOffset? Deleted, DateTimeOffset? Missing, string Source, string FirstName, string LastName, string Email)
    {
        public bool StaysOut => Deleted is not null || (!Enabled && Missing is null);
    }

    private sealed record Membership(Guid UserId, string Name);

    /// <summary>What the directory has.</summary>
    private sealed record Read(IReadOnlyList<LdapPerson> People, IReadOnlyList<LdapGroupSearch.Found> Groups);

    private sealed class Tally(DateTimeOffset started)
    {
        private readonly List<LdapProblem> _problems = [];

        public LdapSyncResult Result { get; set; } = new() { Started = started, Finished = started };

        public void Fail(string entry, Error error)
        {
            Result = Result with { Failed = Result.Failed + 1 };
            if (_problems.Count < MostProblems) _problems.Add(LdapProblem.Of(entry, error));
        }

        public LdapSyncResult End(DateTimeOffset finished, Error? error) => Result with { Finished = finished, Problems = _problems, Error = error is null ? null : LdapProblem.Of("", error) };
    }

    /// <summary>Syncs now.</summary>
    /// <returns>What it came to, also where that is a failure; an error where another sync of this directory runs.</returns>
    public async Task<Result<LdapSyncResult>> RunAsync(LdapProvider provider, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        if (!await store.ClaimSyncAsync(provider.Id, began, began + Claim, cancellationToken)) return LdapErrors.Running;
        var tally = new Tally(began);
        var result = tally.End(began, Error.Of(ErrorCode.Internal, "ldap.sync.failed"));
        try
        {
            var answer = await directory.AskAsync(directory.Of(provider, Limit), (connection, cancellation) => ReadAsync(connection, provider, cancellation), cancellationToken);
            var error = answer.TryGet(out var read, out var unread) ? await ApplyAsync(provider, read, tally, cancellationToken) : unread;
            result = tally.End(time.GetUtcNow(), error);
        }
        finally
        {
            await store.EndSyncAsync(provider.Id, result, CancellationToken.None);
        }

        Log.Ended(logger, provider.Name, result.Found, result.Created, result.Changed, result.Disabled, result.Failed, result.Error?.Reason ?? "");
        return result;
    }

    private static async Task<Result<Read>> ReadAsync(LdapConnection connection, LdapProvider provider, CancellationToken cancellationToken)
    {
        var found = new List<LdapPerson>();
        await foreach (var entry in LdapPeopleSearch.AllAsync(connection, provider.Settings, cancellationToken)) found.Add(LdapPerson.Read(provider.Settings, entry));
        var groups = provider.Settings.Group is { } settings ? await LdapGroupSearch.AllAsync(connection, settings, provider.Settings.PageSize, cancellationToken) : [];
        return new Read(found, groups);
    }

    private async Task<Error?> ApplyAsync(LdapProvider provider, Read read, Tally tally, CancellationToken cancellationToken)
    {
        var issuer = provider.Source.Issuer;
        var (known, memberships) = await KnownAsync(issuer, cancellationToken);
        tally.Result = tally.Result with { Found = read.People.Count, Groups = read.Groups.Count };
        // A directory that shows nothing has lost its people, or we the right to see them.
        if (read.People.Count == 0 && known.Values.Any(person => person.Enabled)) return LdapErrors.Nobody;

        if (!(await MakeGroupsAsync(provider, read.Groups, tally, cancellationToken)).TryGet(out var foreign, out var error)) return error;
        var groupsOf = provider.Settings.Group is { } settings ? LdapGroupSearch.ByMember(read.Groups, settings) : [];
        var present = new HashSet<string>(StringComparer.Ordinal);
        var isWhole = true;
        var wanted = new List<(LdapPerson Person, ExternalIdentity Identity)>();
        foreach (var person in read.People)
        {
            if (person.Subject.Length == 0)
            {
                // Somebody whom we know, perhaps.
                isWhole = false;
                tally.Fail(person.Dn, LdapErrors.NoSubject);
                continue;
            }

            if (person.IsDisabled || !present.Add(person.Subject)) continue;
            var before = known.GetValueOrDefault(person.Subject);
            if (before?.StaysOut == true) continue;
            var identity = person.Identity(provider, provider.Settings.Group is { } group ? groupsOf.GetValueOrDefault(LdapGroupSearch.Key(group, person)) ?? [] : []);
            if (person.Name is null && before is null) tally.Fail(person.Dn, ExternalErrors.NameUnusable);
            else if (before is null || IsOther(provider, before, identity, memberships.GetValueOrDefault(before.UserId) ?? [], foreign)) wanted.Add((person, identity));
        }

        if (await ChangeAsync(provider, wanted, known, tally, cancellationToken) is { } failure) return failure;
        if (!isWhole) return LdapErrors.NoSubject;
        return await DisableAsync(provider, [.. known.Values.Where(person => person.Enabled && person.Deleted is null && !present.Contains(person.Subject))], tally, cancellationToken);
    }

    private async Task<(Dictionary<string, Known> Known, Dictionary<Guid, HashSet<string>> Memberships)> KnownAsync(string issuer, CancellationToken cancellationToken)
    {
        const string identities = """
            SELECT e.subject, u.id AS UserId, u.enabled, u.deleted, e.missing, u.source, u.first_name AS FirstName, u.last_name AS LastName, u.email
            FROM external_identities e JOIN users u ON u.id = e.user_id WHERE e.issuer = @issuer
            """;
        const string members = "SELECT m.user_id AS UserId, g.name FROM group_members m JOIN user_groups g ON g.id = m.group_id WHERE g.issuer = @issuer";
        await using var connection = await database.OpenAsync(cancellationToken);
        var known = (await connection.QueryAsync<Known>(new CommandDefinition(identities, new { issuer }, cancellationToken: cancellationToken))).ToDictionary(person => person.Subject, StringComparer.Ordinal);
        var memberships = (await connection.QueryAsync<Membership>(new CommandDefinition(members, new { issuer }, cancellationToken: cancellationToken)))
            .GroupBy(membership => membership.UserId)
            .ToDictionary(group => group.Key, group => group.Select(membership => membership.Name).ToHashSet(StringComparer.Ordinal));
        return (known, memberships);
    }

    // Groups are here before their members sign in, to be given roles. Those that cannot be had are told of.
    private async Task<Result<HashSet<string>>> MakeGroupsAsync(LdapProvider provider, IReadOnlyList<LdapGroupSearch.Found> groups, Tally tally, CancellationToken cancellationToken)
    {
        var foreign = new HashSet<string>(StringComparer.Ordinal);
        var issuer = provider.Source.Issuer;
        var names = ExternalPeople.NamesHere(provider.Source, groups.Select(group => group.Name)).ToHashSet(StringComparer.Ordinal);
        HashSet<string> there;
        await using (var connection = await database.OpenAsync(cancellationToken))
        {
            const string sql = "SELECT name FROM user_groups WHERE issuer = @issuer AND deleted IS NULL";
            there = (await connection.QueryAsync<string>(new CommandDefinition(sql, new { issuer }, cancellationToken: cancellationToken))).ToHashSet(StringComparer.Ordinal);
        }

        var made = 0;
        foreach (var some in names.Except(there, StringComparer.Ordinal).Chunk(AtOnce))
        {
            var result = await changes.RunAsync<int>(
                async (connection, transaction) =>
                {
                    var count = 0;
                    foreach (var name in some)
                    {
                        if (await people.EnsureGroupAsync(connection, transaction, issuer, name, cancellationToken) is null) foreign.Add(name);
                        else count++;
                    }

                    return count;
                },
                cancellationToken);
            if (!result.TryGet(out var added, out var error)) return error;
            made += added;
        }

        var reserved = groups.Count(group => !ExternalPeople.NamesHere(provider.Source, [group.Name]).Any());
        tally.Result = tally.Result with { GroupsCreated = made, GroupsFailed = foreign.Count + reserved };
        return foreign;
    }

    private bool IsOther(LdapProvider provider, Known before, ExternalIdentity identity, HashSet<string> memberships, HashSet<string> foreign)
    {
        if (before.Missing is not null) return true;
        if (before.Source == identity.Issuer && (before.FirstName, before.LastName, before.Email) != (ExternalPeople.Line(identity.FirstName), ExternalPeople.Line(identity.LastName), ExternalPeople.Line(identity.VerifiedEmail))) return true;
        return !memberships.SetEquals(people.GroupsOf(provider.Source, identity).Except(foreign, StringComparer.Ordinal));
    }

    private async Task<Error?> ChangeAsync(LdapProvider provider, List<(LdapPerson Person, ExternalIdentity Identity)> wanted, Dictionary<string, Known> known, Tally tally, CancellationToken cancellationToken)
    {
        foreach (var some in wanted.Chunk(AtOnce))
        {
            var outcomes = await changes.RunAsync<List<Error?>>(
                async (connection, transaction) =>
                {
                    var each = new List<Error?>(some.Length);
                    foreach (var (_, identity) in some) each.Add((await people.ApplyAsync(connection, transaction, provider.Source, identity, cancellationToken)).Error);
                    return each;
                },
                cancellationToken);
            if (!outcomes.TryGet(out var list, out var error)) return error;
            foreach (var ((person, identity), failure) in some.Zip(list))
            {
                if (failure is not null) tally.Fail(person.Dn, failure);
                else if (known.ContainsKey(identity.Subject)) tally.Result = tally.Result with { Changed = tally.Result.Changed + 1 };
                else tally.Result = tally.Result with { Created = tally.Result.Created + 1 };
            }
        }

        return null;
    }

    private async Task<Error?> DisableAsync(LdapProvider provider, IReadOnlyList<Known> gone, Tally tally, CancellationToken cancellationToken)
    {
        foreach (var some in gone.Chunk(AtOnce))
        {
            var result = await changes.RunAsync<int>(
                async (connection, transaction) =>
                {
                    foreach (var person in some) await DisableAsync(connection, transaction, provider, person, cancellationToken);
                    return some.Count(person => person.Source == provider.Source.Issuer);
                },
                cancellationToken);
            if (!result.TryGet(out var disabled, out var error)) return error;
            tally.Result = tally.Result with { Disabled = tally.Result.Disabled + disabled };
        }

        return null;
    }

    // Who has a password here keeps the account: the directory gave them its groups and its sessions alone.
    private async Task DisableAsync(DbConnection connection, DbTransaction transaction, LdapProvider provider, Known person, CancellationToken cancellationToken)
    {
        var values = new { person.UserId, person.Subject, provider.Source.Issuer, now = time.GetUtcNow() };
        await ExternalSessions.EndOfAsync(connection, transaction, provider.Id, person.UserId, cancellationToken);
        string[] statements = ["DELETE FROM group_members WHERE user_id = @UserId AND group_id IN (SELECT id FROM user_groups WHERE issuer = @Issuer)"];
        if (person.Source == provider.Source.Issuer)
        {
            statements =
            [
                .. statements,
                "UPDATE users SET enabled = FALSE, updated = @now WHERE id = @UserId",
                "UPDATE external_identities SET missing = @now WHERE issuer = @Issuer AND subject = @Subject",
                "DELETE FROM credentials WHERE user_id = @UserId",
            ];
        }

        foreach (var sql in statements) await connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Sync of directory {Provider} ended: {Found} people found, {Created} created, {Changed} changed, {Disabled} disabled, {Failed} failed. {Reason}")]
        public static partial void Ended(ILogger logger, string provider, int found, int created, int changed, int disabled, int failed, string reason);
    }
}
