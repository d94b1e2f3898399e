using System.Globalization;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Tokens;

/// <summary>One's own access tokens.</summary>
internal static class AccessTokenEndpoints
{
    private const string Prefix = "/apis/ghippo.io/v1alpha1/current-user";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post($"{Prefix}/accesstoken", CreateAsync).WithMetadata(new AuditAs("create", "accesstokens")).WithName("Account_CreateAccessToken").WithTags("Account");
        routes.Get($"{Prefix}/accesstokens", ListAsync).WithName("Account_ListAccessTokens").WithTags("Account");
        routes.Delete($"{Prefix}/accesstokens/{{id}}", DeleteAsync).WithName("Account_DeleteAccessToken").WithTags("Account");
    }

    private static async Task<Result<CreateAccessTokenResponse>> CreateAsync(
        CreateAccessTokenRequest request, Person person, AccessTokens tokens, HttpContext context, CancellationToken cancellationToken)
    {
        if (!TryReadExpiry(request.ExpiredAt, out var expires)) return Error.Invalid("expiredAt", "token.expiry.unreadable");
        RequestRecord.Name(context, request.Name ?? "", request.Cluster ?? "");
        var issued = await tokens.IssueAsync(context, person, new(request.Name ?? "", expires, request.Cluster ?? ""), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return issued.Select(token => new CreateAccessTokenResponse($"{token.Id}", token.Secret));
    }

    private static async Task<Result<AccessTokenList>> ListAsync(Person person, AccessTokens tokens, CancellationToken cancellationToken) =>
        new AccessTokenList([.. (await tokens.ListAsync(person.Id, cancellationToken)).Select(Shape)]);

    private static Task<Result<Empty>> DeleteAsync(string id, Person person, AccessTokens tokens, CancellationToken cancellationToken) => tokens.RevokeAsync(person.Id, id, cancellationToken);

    internal static bool TryReadExpiry(string? text, out DateTimeOffset? expires)
    {
        expires = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date < DateOnly.MaxValue)
        {
            expires = new DateTimeOffset(date.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
            return true;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return false;
        expires = time.ToUniversalTime();
        return true;
    }

    internal static AccessToken Shape(AccessTokenRow row) =>
        new($"{row.Id}", row.Name, Rfc3339.Text(row.Created), Rfc3339.Text(row.Created), row.Expires == AccessTokenRow.Never ? "" : Rfc3339.Text(row.Expires))
        {
            Cluster = row.Cluster,
            LastUsedAt = row.LastUsed == AccessTokenRow.Unused ? "" : Rfc3339.Text(row.LastUsed),
        };
}
