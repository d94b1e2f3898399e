using System.Text.Json;

namespace Kpanda.Integration.Tests.Published;

/// <summary>Everything that the published Ghippo API has and this server too. Some of the native API must have been used before, so that there is something in its record.</summary>
internal sealed class GhippoWalk(PublishedWalk walk, HttpClient client)
{
    private const string Audits = "/apis/ghippo.io/v1alpha3/audits";
    private const string Token = "/current-user/accesstoken";

    public async Task RunAsync()
    {
        var made = await walk.DoAsync("POST", Token, body: () => Task.FromResult<object?>(new { name = "walk", expiredAt = "2099-12-31" }));
        var (record, kube) = (await FirstAsync(Audits), await FirstAsync($"{Audits}/kube"));
        await walk.ReadAsync(path => new { id = path.StartsWith($"{Audits}/kube", StringComparison.Ordinal) ? kube : record }, new Dictionary<string, string>(), new Dictionary<string, string>());
        foreach (var (method, path) in ((string, string)[])[("PUT", "set-auto-clear"), ("PUT", "set-auto-clear/kube"), ("POST", "clear"), ("POST", "kube/clear")])
            await walk.DoAsync(method, $"{Audits}/{path}", body: () => Task.FromResult<object?>(new { days = 365 }));
        await walk.DoAsync("DELETE", $"{Token}s/{{id}}", new { id = made?.GetProperty("id").GetString() ?? "" });
    }

    private Task<string> FirstAsync(string list) => Deadline.ForAsync($"a record in {list}", TimeSpan.FromMinutes(1), async token =>
    {
        var answer = JsonDocument.Parse(await client.GetStringAsync(list, token)).RootElement;
        return answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()).FirstOrDefault();
    });
}
