using System.Globalization;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Store;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Api;

/// <summary>The parameters of a list, a watch or a deletion of many.</summary>
internal sealed record ListQuery(LabelSelector Labels, FieldSelector Fields)
{
    public long Limit { get; init; }

    public string Continue { get; init; } = "";

    public string ResourceVersion { get; init; } = "";

    public string Match { get; init; } = "";

    public bool AllowBookmarks { get; init; }

    public bool? SendInitialEvents { get; init; }

    public TimeSpan? Timeout { get; init; }

    public bool SelectsAll => Labels.IsEverything && Fields.IsEverything;

    public static (ListQuery? Query, KubeStatus? Failure) Parse(ApiRequest request)
    {
        var query = request.Query;
        foreach (var name in (ReadOnlySpan<string>)["limit", "timeoutSeconds"])
        {
            var text = query[name].ToString();
            if (text.Length > 0 && Number(text) is null) return (null, Failure.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax"));
        }

        if (!LabelSelector.TryParse(query["labelSelector"], out var labels, out var error)) return (null, Failure.BadRequest(error));
        if (!FieldSelector.TryParse(query["fieldSelector"], out var fields, out error)) return (null, Failure.BadRequest(error));
        if (SelectableFields.Problem(request.Kind, fields) is { } unknown) return (null, Failure.BadRequest(unknown));
        if (request.Name.Length > 0) FieldSelector.TryParse("metadata.name=" + request.Name, out fields!, out _);
        var parsed = new ListQuery(labels, fields)
        {
            Limit = Math.Max(0, Number(query["limit"].ToString()) ?? 0),
            Continue = query["continue"].ToString(),
            ResourceVersion = query["resourceVersion"].ToString(),
            Match = query["resourceVersionMatch"].ToString(),
            AllowBookmarks = Truth(query, "allowWatchBookmarks") == true,
            SendInitialEvents = Truth(query, "sendInitialEvents"),
            Timeout = Number(query["timeoutSeconds"].ToString()) is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null,
        };
        return parsed.Problem(request.Verb == "watch") is { } failure ? (null, failure) : (parsed, null);
    }

    public static bool? Truth(IQueryCollection query, string name) => query[name].ToString() switch
    {
        "" when !query.ContainsKey(name) => null,
        "1" or "true" or "True" or "t" or "TRUE" or "" => true,
        _ => false,
    };

    public bool Selects(StoredObject obj) => Labels.Matches(obj.Labels) && (Fields.IsEverything || SelectableFields.Matches(Fields, obj));

    private static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    private KubeStatus? Problem(bool watch)
    {
        var errors = new FieldErrors();
        if (SendInitialEvents is not null)
        {
            if (!watch) errors.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list");
            else if (Match.Length == 0) errors.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
        else if (watch && Match.Length > 0)
        {
            errors.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }

        if (!watch && Match.Length > 0)
        {
            if (Continue.Length > 0) errors.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided");
            if (ResourceVersion.Length == 0) errors.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided");
            if (Match is not ("Exact" or "NotOlderThan")) errors.NotSupported("resourceVersionMatch", Match, "Exact", "NotOlderThan", "");
            if (Match == "Exact" && ResourceVersion == "0") errors.Forbidden("resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }

        return errors.Any ? Failure.Invalid("meta.k8s.io", "ListOptions", "", errors) : null;
    }
}
