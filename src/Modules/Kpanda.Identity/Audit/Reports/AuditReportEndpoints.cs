using Dapper;
using Kpanda.Hosting;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit.Read;
using Kpanda.KubeModel;
using Kpanda.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Audit.Reports;

/// <summary>
/// Counts over the whole record, by kind and by person, within a time: repeated refusals as often as they came. For those who may list audits; others get an empty report.
/// </summary>
internal sealed class AuditReportEndpoints(IStateDatabase database, IAuthorizer authorizer)
{
    private const string Prefix = "/apis/ghippo.io/v1alpha1/audits/reports";
    private const int MostRows = 1_000;

    private const string ByResource = "SELECT api_group, resource, subresource, verb, SUM(times) AS many FROM audit WHERE {0} GROUP BY api_group, resource, subresource, verb ORDER BY many DESC, resource, verb LIMIT @limit";

    private const string ByUser = """
        SELECT person, SUM(times) AS many, SUM(CASE WHEN status BETWEEN 1 AND 399 THEN times ELSE 0 END), SUM(CASE WHEN status >= 400 THEN times ELSE 0 END)
        FROM audit WHERE {0} GROUP BY person ORDER BY many DESC, person LIMIT @limit
        """;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get($"{Prefix}/resources", (string? start, string? end, AuditReportEndpoints handler, Person person, CancellationToken cancellation) => handler.ResourcesAsync(start, end, person, cancellation))
            .WithName("Audit_GetAuditResourceReport").WithTags("Audit");
        routes.Get($"{Prefix}/users", (string? start, string? end, AuditReportEndpoints handler, Person person, CancellationToken cancellation) => handler.UsersAsync(start, end, person, cancellation))
            .WithName("Audit_GetAuditUserReport").WithTags("Audit");
    }

    private Task<Result<AuditReport<ResourceReport>>> ResourcesAsync(string? start, string? end, Person person, CancellationToken cancellationToken) =>
        RunAsync<(string Group, string Resource, string Subresource, string Verb, long Count), ResourceReport>(
            ByResource,
            start,
            end,
            row => new(AuditInfo.TypeOf(row.Resource, row.Group), AuditInfo.ActionOf(row.Verb, row.Resource, row.Subresource), Whole(row.Count)),
            person,
            cancellationToken);

    private Task<Result<AuditReport<UserReport>>> UsersAsync(string? start, string? end, Person person, CancellationToken cancellationToken) =>
        RunAsync<(string Person, long All, long Done, long Failed), UserReport>(
            ByUser, start, end, row => new(row.Person, Whole(row.All), Whole(row.Done), Whole(row.Failed)), person, cancellationToken);

    private async Task<Result<AuditReport<T>>> RunAsync<TRow, T>(string sql, string? start, string? end, Func<TRow, T> shape, Person person, CancellationToken cancellationToken)
    {
        if (!new AuditFilter { Start = start, End = end }.ToSql(kube: null).TryGet(out var where, out var error)) return error;
        if ((await authorizer.CheckAsync(person, new AccessRequest("list", new GroupResource("ghippo.io", "audits")), cancellationToken)).Error is not null) return new AuditReport<T>([]);
        where.Values.Add("limit", MostRows);
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<TRow>(new CommandDefinition(sql.Replace("{0}", where.Where, StringComparison.Ordinal), where.Values, cancellationToken: cancellationToken));
        return new AuditReport<T>([.. rows.Select(shape)]);
    }

    private static int Whole(long count) => (int)Math.Min(int.MaxValue, count);
}
