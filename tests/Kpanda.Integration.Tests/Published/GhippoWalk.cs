using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Identity.Tests.Providers.Ldap;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kpanda.Integration.Tests.Published;

/// <summary>Everything that the published Ghippo API has and this server too. Some of the native API must have been used before, so that there is something in its record.</summary>
internal sealed class GhippoWalk(PublishedWalk walk, HttpClient client, string adminPassword)
{
    private const string Audits = "/apis/ghippo.io/v1alpha3/audits";
    private const string Ldap = "/apis/ghippo.io/v1alpha2";
    private const string Token = "/current-user/accesstoken";
    private const string Role = "walk-role";
    private const string Name = "walk-person";

    private static readonly Dictionary<string, string> MayBeEmpty = new()
    {
        ["/users/{id}/subjects"] = "the person has no grant",
        ["/groups/{id}/subjects"] = "the group has no grant",
        ["/securitypolicy/mfa"] = "no second factor is demanded",
        [$"{Audits}/export/uri"] = "a file of the same server",
    };

    public async Task RunAsync()
    {
        await using var provider = await Provider.StartAsync();
        await using var directory = await DirectoryServer.StartAsync(DirectoryServer.Person("walked") + DirectoryServer.Group("walkers", DirectoryServer.Dn("walked")));
        walk.Place["name"] = Role;
        walk.Place["username"] = Name;
        walk.Place["alias"] = "walk";

        var made = await DoAsync("POST", Token, new { name = "walk", expiredAt = "2099-12-31" });
        var points = (await client.GetFromJsonAsync<JsonElement>("/apis/ghippo.io/v1alpha1/permissions")).GetProperty("gproductPerms").ToString();
        await DoAsync("POST", "/roles", new { name = Role, description = "walked", scope = "platform", perms = FirstPoint(points) });
        var group = IdOf(await DoAsync("POST", "/groups", new { name = "walk-group", description = "walked" }));
        var person = IdOf(await DoAsync("POST", "/users", new { name = Name, email = "walk@example.com", firstname = "W", lastname = "K" }));
        var other = IdOf(await DoAsync("POST", "/users/without-password", new { name = "walk-other" }));
        await DoAsync("POST", "/groups/{id}/members/{userId}", null, new { id = group, userId = person });
        await DoAsync("PUT", "/groups/{id}/roles", new { addRoles = new[] { Role } }, new { id = group });
        await DoAsync("PUT", "/users/{id}/roles", new { addRoles = new[] { Role } }, new { id = person });
        var token = IdOf(await DoAsync("POST", "/users/{id}/accesstoken", new { name = "walk", expiredAt = "2099-12-31" }, new { id = person }));
        await DoAsync("POST", "/idp", new { alias = "walk", displayName = "Walk", clientId = "kpanda", clientSecret = "s", providerId = "oidc", issuer = provider.Issuer });
        var (ldap, ldapGroup) = await MakeDirectoryAsync(directory);
        await DoAsync("PUT", "/securitypolicy/accountlockout", new { enabled = true, maxLoginFailures = 5, maxFailuresWaitSeconds = 900, failureResetSeconds = 3600 });
        await DoAsync("PUT", "/securitypolicy/sessionlimit/user", new { enabled = true, number = 100 });
        await DoAsync("PUT", "/securitypolicy/sessiontimeout", new { timeoutSeconds = 7200 });
        await DoAsync("PUT", "/securitypolicy/mfa", new { enabled = false });
        await DoAsync("PUT", "/securitypolicy/password", new { items = new[] { new { type = "MinimumLengthLabel", value = "12" } } });

        var (record, kube) = (await FirstAsync(Audits), await FirstAsync($"{Audits}/kube"));
        await walk.ReadAsync(
            path => path switch
            {
                _ when path.StartsWith($"{Audits}/kube", StringComparison.Ordinal) => new { id = kube },
                _ when path.StartsWith(Audits, StringComparison.Ordinal) => new { id = record },
                _ when path.StartsWith(Ldap, StringComparison.Ordinal) => path.Contains("ldapId", StringComparison.Ordinal) ? new { ldapId = ldap, id = ldapGroup } : new { id = ldap },
                _ when path.StartsWith("/groups", StringComparison.Ordinal) => new { id = group },
                _ => new { id = person },
            },
            new Dictionary<string, string> { ["/idp/import-openid-configuration"] = $"?url={Uri.EscapeDataString(provider.Issuer)}" },
            MayBeEmpty);

        await DoAsync("PUT", "/idp/{alias}", new { displayName = "Walked" });
        await DoAsync("DELETE", "/idp/{alias}");
        await DoAsync("PUT", $"{Ldap}/ldaps/{{ldapId}}/group/{{id}}", new { groupNameLdapAttribute = "cn" }, new { ldapId = ldap, id = ldapGroup });
        await DoAsync("DELETE", $"{Ldap}/ldaps/{{ldapId}}/group/{{id}}", null, new { ldapId = ldap, id = ldapGroup });
        await DoAsync("PUT", $"{Ldap}/ldaps/{{id}}", new { enabled = false }, new { id = ldap });
        await DoAsync("DELETE", $"{Ldap}/ldaps/{{id}}", null, new { id = ldap });
        await DoAsync("PUT", "/roles/{name}", new { description = "walked again", perms = FirstPoint(points) });
        await DoAsync("PUT", "/groups/{id}", new { description = "walked again" }, new { id = group });
        await DoAsync("PUT", "/users/{id}", new { description = "walked" }, new { id = other });
        await DoAsync("DELETE", "/users/{id}/accesstokens/{aid}", null, new { id = person, aid = token });
        // A new password ends tokens.
        await DoAsync("PUT", "/users/{id}/password", new { password = "a-long-walk-in-the-hills", temporary = true }, new { id = person });
        await DoAsync("DELETE", "/users/{id}/mfa", null, new { id = person });
        await DoAsync("DELETE", "/groups/{id}/members/{userId}", null, new { id = group, userId = person });
        await DoAsync("DELETE", "/groups/{id}", null, new { id = group });
        await DoAsync("DELETE", "/users/{id}", null, new { id = person });
        await DoAsync("DELETE", "/users/{id}", null, new { id = other });
        await DoAsync("DELETE", "/roles/{name}");
        foreach (var (method, path) in ((string, string)[])[("PUT", "set-auto-clear"), ("PUT", "set-auto-clear/kube"), ("POST", "clear"), ("POST", "kube/clear")])
            await DoAsync(method, $"{Audits}/{path}", new { days = 365 });
        await DoAsync("DELETE", $"{Token}s/{{id}}", null, new { id = IdOf(made) });
        await DoAsync("PUT", "/current-user/email", new { email = "admin@example.com" });
        await DoAsync("PUT", "/current-user/name", new { firstname = "Ad", lastname = "Min" });
        await DoAsync("PUT", "/current-user/set-password", new { oldPassword = adminPassword, newPassword = "another-horse-battery" });
    }

    private Task<JsonElement?> DoAsync(string method, string path, object? body = null, object? at = null) =>
        walk.DoAsync(method, path, at, body is null ? null : () => Task.FromResult<object?>(body));

    private async Task<(string Id, string Group)> MakeDirectoryAsync(DirectoryServer directory)
    {
        var startTls = "true";
        await DoAsync("POST", $"{Ldap}/testLdapConnection", new { connectionUrl = directory.PlainUrl, startTls, caCertificate = directory.Authority });
        var (bindDn, bindCredential) = (DirectoryServer.BindDn, DirectoryServer.BindPassword);
        await DoAsync("POST", $"{Ldap}/testLdapAuthentication", new { connectionUrl = directory.PlainUrl, startTls, caCertificate = directory.Authority, bindDn, bindCredential });
        var made = await DoAsync(
            "POST", $"{Ldap}/ldap", new { name = "walk", connectionUrl = directory.PlainUrl, startTls, caCertificate = directory.Authority, bindDn, bindCredential, usersDn = DirectoryServer.People, fullSyncPeriod = "-1" });
        var id = IdOf(made);
        return (id, IdOf(await DoAsync("POST", $"{Ldap}/ldaps/{{id}}/group", new { groupDn = DirectoryServer.Groups }, new { id })));
    }

    private static string IdOf(JsonElement? answer) => answer?.GetProperty("id").GetString() ?? "";

    // The first permission point, wherever it stands among products and kinds.
    private static object[] FirstPoint(string products)
    {
        using var document = JsonDocument.Parse(products);
        return [.. Points(document.RootElement).Take(1).Select(point => (object)point.Clone())];
    }

    private static IEnumerable<JsonElement> Points(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object when node.TryGetProperty("action", out _) && node.TryGetProperty("resourceType", out _) => [node],
        JsonValueKind.Object => node.EnumerateObject().SelectMany(field => Points(field.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Points),
        _ => [],
    };

    private Task<string> FirstAsync(string list) => Deadline.ForAsync($"a record in {list}", TimeSpan.FromMinutes(3), async token =>
    {
        var answer = JsonDocument.Parse(await client.GetStringAsync(list, token)).RootElement;
        return answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()).FirstOrDefault();
    });

    /// <summary>An identity provider that says what it is, and nothing more: nobody signs in on this walk.</summary>
    private sealed class Provider(WebApplication app) : IAsyncDisposable
    {
        public string Issuer => app.Urls.First();

        public static async Task<Provider> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.MapGet("/.well-known/openid-configuration", (HttpRequest request) =>
            {
                var issuer = $"http://{request.Host}";
                return Results.Json(new { issuer, authorization_endpoint = $"{issuer}/auth", token_endpoint = $"{issuer}/token", jwks_uri = $"{issuer}/keys", userinfo_endpoint = $"{issuer}/me", end_session_endpoint = $"{issuer}/end" });
            });
            await app.StartAsync();
            return new Provider(app);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
