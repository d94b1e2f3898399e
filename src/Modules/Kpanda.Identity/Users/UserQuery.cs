using Dapper;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Identity.People;
using Kpanda.Storage;

namespace Kpanda.Identity.Users;

/// <summary>Which people a list shows, and in which order.</summary>
/// <param name="Search">Part of the name, the e-mail address or the first or last name, in any case; empty for all.</param>
/// <param name="Enabled">Only those who are enabled, or are not; null for both.</param>
/// <param name="IsLocal">Only those who have their password here alone, or only those for whom an identity provider vouches; null for both.</param>
internal sealed record UserQuery(string Search, bool? Enabled, bool? IsLocal, string OrderBy)
{
    // By name within: pages must not overlap.
    private static readonly Dictionary<string, string> Orders = new(StringComparer.Ordinal)
    {
        [""] = "name {0}",
        ["name"] = "name {0}",
        ["email"] = "email {0}, name",
        ["createdAt"] = "created {0}, name",
        ["lastLoginAt"] = "COALESCE(last_sign_in, 0) {0}, name",
    };

    /// <summary>Reads it from the query of a request.</summary>
    /// <param name="source"><c>local</c>, <c>external</c> or empty.</param>
    public static Result<UserQuery> Parse(string? search, bool? enabled, string? source, string? sortBy, string? sortDir)
    {
        if (source is not (null or "" or "local" or "external")) return Error.Invalid("source", "user.filter", ("field", "source"));
        if (!Orders.TryGetValue(sortBy ?? "", out var order)) return Error.Invalid("sortBy", "user.filter", ("field", "sortBy"));
        if (sortDir is not (null or "" or "asc" or "desc")) return Error.Invalid("sortDir", "user.filter", ("field", "sortDir"));
        return new UserQuery(search ?? "", enabled, string.IsNullOrEmpty(source) ? null : source == "local", string.Format(System.Globalization.CultureInfo.InvariantCulture, order, sortDir == "desc" ? "DESC" : "ASC"));
    }

    /// <summary>One page, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<UserRecord> Users, int Total)> RunAsync(IStateDatabase database, PageRequest page, CancellationToken cancellationToken)
    {
        var where = "FROM users WHERE deleted IS NULL";
        if (Search.Length > 0) where += " AND (name LIKE @like ESCAPE '\\' OR lower(email) LIKE @like ESCAPE '\\' OR lower(first_name) LIKE @like ESCAPE '\\' OR lower(last_name) LIKE @like ESCAPE '\\')";
        if (Enabled is not null) where += " AND enabled = @Enabled";
        if (IsLocal is { } isLocal) where += $" AND {(isLocal ? "NOT " : "")}EXISTS (SELECT 1 FROM external_identities e WHERE e.user_id = users.id)";
        var values = new { like = LikePart.Of(Search), Enabled = Enabled ?? false, limit = page.PageSize, offset = page.Offset };
        await using var connection = await database.OpenAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition($"SELECT COUNT(*) {where}", values, cancellationToken: cancellationToken));
        var rows = await connection.QueryAsync<UserRecord>(
            new CommandDefinition($"SELECT {UserStore.Columns} {where} ORDER BY {OrderBy} LIMIT @limit OFFSET @offset", values, cancellationToken: cancellationToken));
        return ([.. rows], total);
    }
}
