using System.Globalization;
using Dapper;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Kpanda.Identity.Audit.Read;

/// <summary>The published filters of audit records, and some of our own. All that are given must fit. Times are RFC 3339, or seconds since 1970.</summary>
internal sealed record AuditFilter
{
    /// <summary>The action: <c>create deployments</c>.</summary>
    [FromQuery]
    public string? AuditName { get; init; }

    /// <summary>The collection: <c>deployments</c>.</summary>
    [FromQuery]
    public string? SourceType { get; init; }

    /// <summary>Name of the object.</summary>
    [FromQuery]
    public string? SourceName { get; init; }

    [FromQuery]
    public string? ClusterName { get; init; }

    /// <summary><c>all</c>, <c>succeeded</c> or <c>failed</c>.</summary>
    [FromQuery]
    public string? Status { get; init; }

    /// <summary>Whether names fit in part (<c>fuzzy</c>) or as a whole (<c>exact</c>).</summary>
    [FromQuery]
    public string? SearchType { get; init; }

    /// <summary>Name of the person.</summary>
    [FromQuery]
    public string? SearchUser { get; init; }

    /// <summary><c>kpanda</c>: clusters and what is in them; <c>ghippo</c>: people, sign-ins, tokens.</summary>
    [FromQuery]
    public string? Gproduct { get; init; }

    [FromQuery]
    public string? Start { get; init; }

    [FromQuery]
    public string? End { get; init; }

    /// <summary>The verb, as a whole. Not published.</summary>
    [FromQuery]
    public string? Verb { get; init; }

    /// <summary>The namespace, as a whole. Not published.</summary>
    [FromQuery]
    public string? Namespace { get; init; }

    /// <summary>The condition on rows of <c>audit</c>, with its values.</summary>
    /// <param name="kube">Whether calls of the native API are asked for, or those of console and product API; null for both.</param>
    public Result<(string Where, DynamicParameters Values)> ToSql(bool? kube)
    {
        if (SearchType is not (null or "" or "fuzzy" or "exact")) return Error.Invalid("searchType", "audit.filter", ("field", "searchType"));
        if (Status is not (null or "" or "all" or "succeeded" or "failed")) return Error.Invalid("status", "audit.filter", ("field", "status"));
        if (!TryReadTime(Start, out var start)) return Error.Invalid("start", "audit.filter", ("field", "start"));
        if (!TryReadTime(End, out var end)) return Error.Invalid("end", "audit.filter", ("field", "end"));

        var values = new DynamicParameters();
        var all = new List<string> { kube is { } way ? AuditStore.WayIs(way) : "1 = 1" };
        Text(all, values, "verb || ' ' || resource", "action", AuditName);
        Text(all, values, "resource", "resource", SourceType);
        Text(all, values, "name", "name", SourceName);
        Text(all, values, "cluster", "cluster", ClusterName);
        Text(all, values, "person", "person", SearchUser);
        if (!string.IsNullOrEmpty(Verb)) Is(all, values, "verb", Verb);
        if (!string.IsNullOrEmpty(Namespace)) Is(all, values, "namespace", Namespace);
        if (Status == "succeeded") all.Add("status BETWEEN 1 AND 399");
        if (Status == "failed") all.Add("status >= 400");
        if (Gproduct is { Length: > 0 } product)
            all.Add(product switch { "kpanda" => "(cluster <> '' OR resource = 'clusters')", "ghippo" => "cluster = '' AND resource <> 'clusters'", _ => "1 = 0" });
        if (start is not null) Border(all, values, "id >= @start", "start", start.Value);
        if (end is not null) Border(all, values, "id < @end", "end", end.Value.AddMilliseconds(1));
        return (string.Join(" AND ", all), values);
    }

    private static void Is(List<string> all, DynamicParameters values, string column, string value)
    {
        all.Add($"{column} = @{column}");
        values.Add(column, value);
    }

    private static void Border(List<string> all, DynamicParameters values, string condition, string name, DateTimeOffset time)
    {
        all.Add(condition);
        values.Add(name, AuditStore.FirstIdAt(time));
    }

    private void Text(List<string> all, DynamicParameters values, string column, string name, string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        var exact = SearchType == "exact";
        all.Add(exact ? $"{column} = @{name}" : $"lower({column}) LIKE @{name} ESCAPE '\\'");
        values.Add(name, exact ? value : LikePart.Of(value));
    }

    private static bool TryReadTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text)) return true;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            const long lastSecond = 253402300799;
            if (number > lastSecond * 1000) return false;
            time = number > lastSecond ? DateTimeOffset.FromUnixTimeMilliseconds(number) : DateTimeOffset.FromUnixTimeSeconds(number);
            return true;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read)) return false;
        time = read;
        return true;
    }
}
