using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Fakes;

/// <summary>Short ways to answer.</summary>
internal static class Answers
{
    public static Task JsonAsync(this HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    public static Task StatusAsync(this HttpContext context, int code, string reason, string message) =>
        context.JsonAsync($$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""", code);

    public static string Pod(string name, string version = "1") => $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","resourceVersion":"{{{version}}}"}}""";
}
