using Dapper;
using Kpanda.Identity.People;
using Kpanda.Identity.Providers;
using Kpanda.Storage;

namespace Kpanda.Identity.Users;

/// <summary>People as they are told of: their row, who vouches for them, and whether they have a second factor. Two queries more for a whole page.</summary>
internal sealed class UserFacts(IStateDatabase database)
{
    // Not every column is one of a table, and those have no type on SQLite while there is no row: properties take what comes, constructors do not.
    private sealed record Fact
    {
        public Guid UserId { get; init; }

        public string Value { get; init; } = "";
    }

    /// <summary>At most a page of people, in their order.</summary>
    public async Task<IReadOnlyList<UserInfo>> ShapeAsync(IReadOnlyList<UserRecord> users, bool canAuthorize, CancellationToken cancellationToken)
    {
        var among = SqlList.Among(database.Kind);
        // The newest identity first: of several, it is the one that the person signs in by now. A directory's issuer is its name behind a prefix.
        var sources = $"""
            SELECT e.user_id AS UserId, CASE WHEN e.issuer LIKE '{ExternalSource.LdapPrefix}%' THEN SUBSTR(e.issuer, {ExternalSource.LdapPrefix.Length + 1})
                ELSE COALESCE((SELECT MIN(p.alias) FROM identity_providers p WHERE p.issuer = e.issuer), e.issuer) END AS Value
            FROM external_identities e WHERE e.user_id {among} ORDER BY e.created DESC, e.issuer
            """;
        var factors = $"SELECT user_id AS UserId, '' AS Value FROM second_factors WHERE confirmed AND user_id {among}";
        var source = await ReadAsync(sources, users, cancellationToken);
        var secondFactor = await ReadAsync(factors, users, cancellationToken);
        return
        [
            .. users.Select(user => new UserInfo(
                $"{user.Id}", user.Name, user.Email, user.Description, user.FirstName, user.LastName, source[user.Id].FirstOrDefault() ?? CurrentUserResponse.Local, user.Enabled,
                Rfc3339.Text(user.Created), Rfc3339.Text(user.Updated), user.LastSignIn is { } last ? Rfc3339.Text(last) : "", canAuthorize)
            {
                SecondFactor = secondFactor.Contains(user.Id),
                PasswordState = user.Password.Length == 0 ? "none" : user.TemporaryPassword ? "temporary" : "set",
            }),
        ];
    }

    private async Task<ILookup<Guid, string>> ReadAsync(string sql, IReadOnlyList<UserRecord> users, CancellationToken cancellationToken)
    {
        var found = new List<Fact>();
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var some in users.Chunk(SqlList.AtOnce))
        {
            var ids = some.Select(user => user.Id.ToString()).ToArray();
            found.AddRange(await connection.QueryAsync<Fact>(new CommandDefinition(sql, new { ids }, cancellationToken: cancellationToken)));
        }

        return found.ToLookup(fact => fact.UserId, fact => fact.Value);
    }
}
