using Kpanda.Sandbox.Api;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Streams.RemoteCommand;

/// <summary>Which streams a client wants, and what it would run: the query of PodExecOptions and PodAttachOptions.</summary>
internal sealed record CommandOptions(IReadOnlyList<string> Command, bool Input, bool Output, bool Error, bool Terminal)
{
    /// <summary>How many streams a SPDY client opens: the ones that it wants, one for errors, and one for the size of a terminal.</summary>
    public int Streams => 1 + (Input ? 1 : 0) + (Output ? 1 : 0) + (Error && !Terminal ? 1 : 0) + (Terminal ? 1 : 0);

    /// <summary>Reads the query, or says what is wrong with it.</summary>
    public static CommandOptions Read(IQueryCollection query) => new(
        [.. query["command"].Select(word => word ?? "")],
        ListQuery.Truth(query, "stdin") == true,
        ListQuery.Truth(query, "stdout") == true,
        ListQuery.Truth(query, "stderr") == true,
        ListQuery.Truth(query, "tty") == true);
}
