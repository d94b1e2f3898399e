using System.Globalization;
using System.Text;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Audit;

/// <summary>
/// Who did what, from where, and what came of it. Never a body, a query or a value of a Secret. The action is told in the words of Kubernetes, as in <see cref="AccessRequest"/>;
/// one on the platform itself has an empty <see cref="Cluster"/>.
/// </summary>
public sealed record AuditRecord
{
    private const int LongestName = 253;
    private const int LongestAgent = 200;
    private const int LongestDetail = 1024;

    /// <summary>Ordered by time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Id of the person; empty where nobody was signed in (a failed sign-in).</summary>
    public Guid PersonId { get; init; }

    /// <summary>Name of the person.</summary>
    public string Person { get; init; } = "";

    /// <summary>Address that the request came from, behind trusted proxies that of the client.</summary>
    public string Address { get; init; } = "";

    /// <summary>The client's <c>User-Agent</c>, cut to 200 characters.</summary>
    public string Agent { get; init; } = "";

    /// <summary>The way in.</summary>
    public AuditVia Via { get; init; }

    /// <summary>Name of the cluster; empty for the platform.</summary>
    public string Cluster { get; init; } = "";

    /// <summary><c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c>, <c>get</c> …, or an action of the product API such as <c>restart</c>.</summary>
    public string Verb { get; init; } = "";

    /// <summary>API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The collection, in the plural.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Such as <c>exec</c> or <c>log</c>; empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Namespace; empty for what has none.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Name of the object; empty for the collection.</summary>
    public string Name { get; init; } = "";

    /// <summary>What of the object, where its name does not say: the path of a file in a container. Empty otherwise; never content.</summary>
    public string Detail { get; init; } = "";

    /// <summary>HTTP status of the answer; 0 as long as there is none, and for ever where the server stopped before. <see cref="StatusCodes.Status499ClientClosedRequest"/> where the caller left first.</summary>
    public int Status { get; init; }

    /// <summary>How often the same was refused within the minute; 1 for everything else.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How long it took until the answer was complete.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What <c>X-Request-Id</c> says.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>A record of what <paramref name="person"/> does with this request: who, from where, when; the caller adds what.</summary>
    public static AuditRecord Of(HttpContext context, Person? person, AuditVia via, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        PersonId = person?.Id ?? Guid.Empty,
        Person = person?.Name ?? "",
        Address = context.Connection.RemoteIpAddress?.ToString() ?? "",
        Agent = context.Request.Headers.UserAgent.ToString(),
        Via = via,
        RequestId = context.TraceIdentifier,
    };

    /// <summary>The same with texts from outside made safe to store: cut to length, without control characters.</summary>
    internal AuditRecord Clean() => this with
    {
        Agent = Clean(Agent, LongestAgent),
        Cluster = Clean(Cluster, LongestName),
        Verb = Clean(Verb, LongestName),
        Group = Clean(Group, LongestName),
        Resource = Clean(Resource, LongestName),
        Subresource = Clean(Subresource, LongestName),
        Namespace = Clean(Namespace, LongestName),
        Name = Clean(Name, LongestName),
        Detail = Clean(Detail, LongestDetail),
    };

    private static string Clean(string text, int longest)
    {
        if (text.Length <= longest && !text.Any(IsUnsafe)) return text;
        var clean = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, longest))) clean.Append(IsUnsafe(character) ? '\uFFFD' : character);
        return clean.ToString();
    }

    // A surrogate may have lost its other half to the cut, and PostgreSQL takes no lone one.
    private static bool IsUnsafe(char character) => char.IsControl(character) || char.IsSurrogate(character) || CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
