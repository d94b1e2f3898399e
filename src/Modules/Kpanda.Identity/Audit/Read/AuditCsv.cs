using System.Globalization;
using System.Text;
using Kpanda.Identity.Csv;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Audit.Read;

/// <summary>Records as comma-separated values (RFC 4180), written while they are read.</summary>
internal sealed class AuditCsv(IAsyncEnumerable<AuditRow> rows, string fileName) : IResult
{
    private const string Header = "time,user,address,client,via,cluster,verb,group,resource,subresource,namespace,name,status,milliseconds,request,times,detail";

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers.CacheControl = "no-store";
        // The mark at the beginning tells spreadsheets that it is UTF-8.
        await response.WriteAsync($"\ufeff{Header}\r\n", httpContext.RequestAborted);
        var line = new StringBuilder();
        await foreach (var row in rows.WithCancellation(httpContext.RequestAborted))
        {
            line.Clear();
            line.AppendJoin(',', Fields(row).Select(CsvText.Quote)).Append("\r\n");
            await response.WriteAsync(line.ToString(), httpContext.RequestAborted);
        }
    }

    private static IEnumerable<string> Fields(AuditRow row) =>
    [
        row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), row.Person, row.Address, row.Agent, row.Via, row.Cluster, row.Verb, row.Group, row.Resource,
        row.Subresource, row.Namespace, row.Name, row.Status.ToString(CultureInfo.InvariantCulture), row.Milliseconds.ToString(CultureInfo.InvariantCulture), row.RequestId,
        row.Times.ToString(CultureInfo.InvariantCulture), row.Detail,
    ];
}
