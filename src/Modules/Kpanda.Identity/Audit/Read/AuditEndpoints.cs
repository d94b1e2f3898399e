using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Audit.Read;

/// <summary>
/// Who did what: with the console and the product API, and with the native API of clusters (<c>kube</c>). For those who may list audits; others get an empty page.
/// </summary>
internal static class AuditEndpoints
{
    private const string Prefix = "/apis/ghippo.io/v1alpha3/audits";

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, Prefix, "Audits", "Audit", kube: false);
        Map(routes, $"{Prefix}/kube", "KubeAudits", "KubeAudit", kube: true);
        routes.Get($"{Prefix}/export/uri", (string? module) => ExportUri(module)).WithName("Audit_GetExportURI").WithTags("Audit");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string many, string one, bool kube)
    {
        routes.Get(path, (int? page, int? pageSize, [AsParameters] AuditFilter filter, Person person, AuditReader reader, IAuthorizer authorizer, CancellationToken cancellation) =>
            ListAsync(page, pageSize, filter, kube, person, reader, authorizer, cancellation)).WithName($"Audit_List{many}").WithTags("Audit");
        routes.Get($"{path}/export", (string? exportType, [AsParameters] AuditFilter filter, Person person, AuditReader reader, IAuthorizer authorizer, CancellationToken cancellation) =>
            ExportAsync(exportType, filter, kube, person, reader, authorizer, cancellation)).Produces<string>(StatusCodes.Status200OK, "text/csv").WithName($"Audit_Export{many}").WithTags("Audit");
        routes.Get($"{path}/{{id}}", (string id, Person person, AuditReader reader, IAuthorizer authorizer, CancellationToken cancellation) =>
            DetailAsync(id, kube, person, reader, authorizer, cancellation)).WithName($"Audit_Get{one}Detail").WithTags("Audit");
    }

    private static async Task<Result<AuditList>> ListAsync(
        int? page, int? pageSize, AuditFilter filter, bool kube, Person person, AuditReader reader, IAuthorizer authorizer, CancellationToken cancellationToken)
    {
        if (!PageRequest.Parse(page, pageSize).TryGet(out var wanted, out var error)) return error;
        if (!filter.ToSql(kube).TryGet(out var sql, out error)) return error;
        if (await RefusalAsync(person, authorizer, cancellationToken) is not null) return new AuditList([], Pagination.Of(wanted, 0));
        var (rows, total) = await reader.PageAsync(sql.Where, sql.Values, wanted, cancellationToken);
        return new AuditList([.. rows.Select(AuditInfo.Of)], Pagination.Of(wanted, total));
    }

    private static async Task<Result<AuditCsv>> ExportAsync(
        string? exportType, AuditFilter filter, bool kube, Person person, AuditReader reader, IAuthorizer authorizer, CancellationToken cancellationToken)
    {
        if (exportType is not (null or "" or "Csv")) return Error.Invalid("exportType", "audit.export.type");
        if (!filter.ToSql(kube).TryGet(out var sql, out var error)) return error;
        if (await RefusalAsync(person, authorizer, cancellationToken) is { } refused) return refused;
        return new AuditCsv(reader.AllAsync(sql.Where, sql.Values, cancellationToken), kube ? "kube-audits.csv" : "audits.csv");
    }

    private static Result<AuditExportUri> ExportUri(string? module) => module switch
    {
        null or "" or "audit" => new AuditExportUri($"{Prefix}/export", "GET"),
        "kube_audit" => new AuditExportUri($"{Prefix}/kube/export", "GET"),
        _ => Error.Invalid("module", "audit.filter", ("field", "module")),
    };

    private static async Task<Result<AuditDetail>> DetailAsync(string id, bool kube, Person person, AuditReader reader, IAuthorizer authorizer, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(person, authorizer, cancellationToken) is { } refused) return refused;
        return Guid.TryParse(id, out var record) && await reader.FindAsync(record, kube, cancellationToken) is { } row
            ? new AuditDetail(JsonSerializer.Serialize(AuditInfo.Of(row), KpandaJson.Options))
            : Error.Of(ErrorCode.NotFound, "audit.none");
    }

    private static async Task<Error?> RefusalAsync(Person person, IAuthorizer authorizer, CancellationToken cancellationToken) =>
        (await authorizer.CheckAsync(person, new AccessRequest("list", new GroupResource("ghippo.io", "audits")), cancellationToken)).Error;
}
