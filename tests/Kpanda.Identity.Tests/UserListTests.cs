using System.Text.Json;

namespace Kpanda.Identity.Tests;

public sealed class UserListTests
{
    private const string Users = "/apis/kpanda.io/v1alpha1/asl/users";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_AreListedByNameInPages()
    {
        await using var site = await IdentitySite.StartAsync();
        foreach (var name in (string[])["zhao", "li", "li_1", "lix1"]) await site.AddUserAsync(name, "a long password");
        var (browser, _, _) = await site.SignedInAsync();

        (await NamesAsync(browser, $"{Users}?pageSize=2&page=2")).ShouldBe("li_1,lix1 of 5");
        (await NamesAsync(browser, $"{Users}?name=LI")).ShouldBe("li,li_1,lix1 of 3");
        // What LIKE takes for more than itself is a character like any other.
        (await NamesAsync(browser, $"{Users}?name=i_")).ShouldBe("li_1 of 1");
        (await NamesAsync(browser, $"{Users}?name=%25")).ShouldBe("of 0");
        (await NamesAsync(browser, "/apis/kpanda.io/v1alpha1/asl/groups")).ShouldBe("of 0");
    }

    [Fact]
    public async Task WithoutTheRight_ThePageIsEmpty()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("li", "a long password");
        var (browser, _, _) = await site.SignedInAsync("li", "a long password");

        (await NamesAsync(browser, Users)).ShouldBe("of 0");
        (await NamesAsync(browser, "/apis/kpanda.io/v1alpha1/asl/groups")).ShouldBe("of 0");
    }

    private static async Task<string> NamesAsync(HttpClient browser, string path)
    {
        using var body = JsonDocument.Parse(await browser.GetStringAsync(path, Token));
        var names = body.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
        return $"{string.Join(',', names)} of {body.RootElement.GetProperty("pagination").GetProperty("total")}".Trim();
    }
}
