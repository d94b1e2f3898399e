using Kpanda.Storage;

namespace Kpanda.Identity.People;

/// <summary>Membership of a column in a list that is a parameter: <c>$"id {SqlList.Among(kind)}"</c>, where <c>@ids</c> is an array of texts.</summary>
internal static class SqlList
{
    /// <summary>So many at once: SQLite makes each a parameter of its own.</summary>
    public const int AtOnce = 500;

    // With PostgreSQL, Dapper hands a list over as one array.
    public static string Among(DatabaseKind kind) => kind == DatabaseKind.Postgres ? "= ANY(@ids)" : "IN @ids";
}
