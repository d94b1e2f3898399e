using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Api.Failures;

/// <summary>Kubernetes' ways of saying no, word for word.</summary>
internal static class Failure
{
    public static KubeStatus NotFound(GroupResource resource, string name) =>
        About(404, "NotFound", $"{resource} \"{name}\" not found", resource, name);

    public static KubeStatus AlreadyExists(GroupResource resource, string name) =>
        About(409, "AlreadyExists", $"{resource} \"{name}\" already exists", resource, name);

    public static KubeStatus Conflict(GroupResource resource, string name, string why) =>
        About(409, "Conflict", $"Operation cannot be fulfilled on {resource} \"{name}\": {why}", resource, name);

    public static KubeStatus Modified(GroupResource resource, string name) =>
        Conflict(resource, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static KubeStatus Forbidden(GroupResource resource, string name, string why) =>
        About(403, "Forbidden", name.Length == 0 ? $"{resource} is forbidden: {why}" : $"{resource} \"{name}\" is forbidden: {why}", resource, name);

    public static KubeStatus NoSuchResource { get; } =
        new() { Code = 404, Reason = "NotFound", Message = "the server could not find the requested resource", Details = new() };

    public static KubeStatus MethodNotAllowed { get; } =
        new() { Code = 405, Reason = "MethodNotAllowed", Message = "the server does not allow this method on the requested resource", Details = new() };

    public static KubeStatus Unauthorized { get; } = new() { Code = 401, Reason = "Unauthorized", Message = "Unauthorized" };

    public static KubeStatus BadRequest(string message) => new() { Code = 400, Reason = "BadRequest", Message = message };

    /// <summary>An error that Kubernetes passes on without a reason, as those of some admission plugins.</summary>
    public static KubeStatus Unexplained(string message) => new() { Code = 500, Message = message };

    public static KubeStatus TooLarge(int limit) =>
        new() { Code = 413, Reason = "RequestEntityTooLarge", Message = $"Request entity too large: limit is {limit}" };

    public static KubeStatus UnsupportedMedia(IEnumerable<string> accepted) => new()
    {
        Code = 415,
        Reason = "UnsupportedMediaType",
        Message = "the body of the request was in an unknown format - accepted media types include: " + string.Join(", ", accepted),
    };

    public static KubeStatus NotAcceptable(string accepted) =>
        new() { Code = 406, Reason = "NotAcceptable", Message = "only the following media types are accepted: " + accepted };

    public static KubeStatus Expired(string message) => new() { Code = 410, Reason = "Expired", Message = message };

    public static KubeStatus TooManyRequests(string message, string cause, int retryAfterSeconds) => new()
    {
        Code = 429,
        Reason = "TooManyRequests",
        Message = message,
        Details = new() { Causes = [new("DisruptionBudget", cause, null)], RetryAfterSeconds = retryAfterSeconds },
    };

    public static KubeStatus VersionTooLarge(string asked, long current) => new()
    {
        Code = 504,
        Reason = "Timeout",
        Message = $"Timeout: Too large resource version: {asked}, current: {current}",
        Details = new() { Causes = [new("ResourceVersionTooLarge", "Too large resource version", null)], RetryAfterSeconds = 1 },
    };

    public static KubeStatus Invalid(KindInfo kind, string name, FieldErrors errors) => Invalid(kind.Gvr.Group, kind.Kind, name, errors);

    public static KubeStatus Invalid(string group, string kind, string name, FieldErrors errors) => new()
    {
        Code = 422,
        Reason = "Invalid",
        Message = $"{(group.Length == 0 ? kind : $"{kind}.{group}")} \"{name}\" is invalid: {errors.Message}",
        Details = new() { Name = NullIfEmpty(name), Group = NullIfEmpty(group), Kind = kind, Causes = errors.Causes },
    };

    private static KubeStatus About(int code, string reason, string message, GroupResource resource, string name) => new()
    {
        Code = code,
        Reason = reason,
        Message = message,
        Details = new() { Name = NullIfEmpty(name), Group = NullIfEmpty(resource.Group), Kind = resource.Resource },
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
