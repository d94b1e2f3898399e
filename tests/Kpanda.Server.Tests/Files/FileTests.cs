using System.Formats.Tar;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kpanda.Server.Tests.Terminals;

namespace Kpanda.Server.Tests.Files;

/// <summary>Files of containers of a simulated cluster: looked at, taken out, put in.</summary>
public sealed class FileTests(TerminalTests.WithPods pods) : IClassFixture<TerminalTests.WithPods>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ServerSite Site => pods.Site;

    [Fact]
    public async Task Directory_IsListed_WithWhatLinksLeadTo()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/list/folder && cd /data/list && echo hello > größe.txt && ln -s folder away && ln -s nowhere broken && ln -s größe.txt near");

        var listing = await ListAsync(browser, "/data/list");

        listing.GetProperty("items").EnumerateArray().Select(item => $"{Text(item, "name")} {Text(item, "type")} {item.GetProperty("isLink").GetBoolean()}")
            .ShouldBe(["away directory True", "folder directory False", "broken other True", "größe.txt file False", "near file True"]);
        var file = listing.GetProperty("items").EnumerateArray().Single(item => Text(item, "name") == "größe.txt");
        (Text(file, "mode"), Text(file, "owner"), Text(file, "path")).ShouldBe(("-rw-r--r--", "root:root", "/data/list/größe.txt"));
        $"{file.GetProperty("size")}".ShouldBe("6");
        (await RecordAsync(browser, "list", "main:/data/list")).GetProperty("statusCode").GetInt32().ShouldBe(200);
    }

    [Fact]
    public async Task NamesThatDoHarm_AreShownHarmless_AndStayExact()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        // An escape sequence, a line end, and what turns the direction of writing.
        await ShellAsync(browser, "mkdir -p /data/evil && cd /data/evil && printf found > \"$(printf 'a\\033]0;owned\\007b')\" && printf two > \"$(printf 'x\\ny 0 0 root root .')\" && printf three > \"$(printf '%b' 'in\\0342\\0200\\0256gpj.exe')\"");

        var items = (await ListAsync(browser, "/data/evil")).GetProperty("items").EnumerateArray().ToList();

        items.Select(item => Text(item, "name")).ShouldBe(["a%1B]0;owned%07b", "in%E2%80%AEgpj.exe", "x%0Ay 0 0 root root ."], ignoreOrder: true);
        foreach (var item in items)
        {
            using var content = await DownloadAsync(browser, Text(item, "path"));
            content.StatusCode.ShouldBe(HttpStatusCode.OK);
            content.Content.Headers.ContentDisposition!.ToString().ShouldNotContain('\u001b');
            (await content.Content.ReadAsStringAsync(Token)).ShouldBeOneOf("found", "two", "three");
        }
    }

    [Fact]
    public async Task File_IsTakenOut_AndGoneOnWithWhereItStopped()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/get && printf 0123456789 > /data/get/ten");

        using var whole = await DownloadAsync(browser, "/data/get/ten");
        using var rest = await DownloadAsync(browser, "/data/get/ten", request =>
        {
            request.Headers.Range = new RangeHeaderValue(4, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(whole.Headers.ETag!);
        });
        using var part = await DownloadAsync(browser, "/data/get/ten", request => request.Headers.Range = new RangeHeaderValue(2, 3));
        using var behind = await DownloadAsync(browser, "/data/get/ten", request => request.Headers.Range = new RangeHeaderValue(10, null));

        (await whole.Content.ReadAsStringAsync(Token), whole.Content.Headers.ContentLength).ShouldBe(("0123456789", 10));
        (whole.Content.Headers.ContentDisposition!.DispositionType, whole.Content.Headers.ContentType!.MediaType).ShouldBe(("attachment", "application/octet-stream"));
        (rest.StatusCode, await rest.Content.ReadAsStringAsync(Token), $"{rest.Content.Headers.ContentRange}").ShouldBe((HttpStatusCode.PartialContent, "456789", "bytes 4-9/10"));
        (await part.Content.ReadAsStringAsync(Token)).ShouldBe("23");
        behind.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);

        // Another file by now: all of it.
        await ShellAsync(browser, "printf abcdefghijk > /data/get/ten");
        using var changed = await DownloadAsync(browser, "/data/get/ten", request =>
        {
            request.Headers.Range = new RangeHeaderValue(4, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(whole.Headers.ETag!);
        });
        (changed.StatusCode, await changed.Content.ReadAsStringAsync(Token)).ShouldBe((HttpStatusCode.OK, "abcdefghijk"));
    }

    [Fact]
    public async Task TenGigabytes_AreStreamed_AndTheirEndIsAskedFor()
    {
        const long size = 10L * 1024 * 1024 * 1024;
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/big && truncate -s 10G /data/big/file");
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var whole = await DownloadAsync(browser, "/data/big/file");
        await using var bytes = await whole.Content.ReadAsStreamAsync(Token);
        var buffer = new byte[1024 * 1024];
        for (var read = 0L; read < 64 * buffer.Length;) read += await bytes.ReadAsync(buffer, Token);
        using var end = await DownloadAsync(browser, "/data/big/file", request => request.Headers.Range = new RangeHeaderValue(size - 3, null));

        whole.Content.Headers.ContentLength.ShouldBe(size);
        (await end.Content.ReadAsByteArrayAsync(Token)).ShouldBe(new byte[3]);
        // Whoever reads slowly holds the container up, not the server's memory. The sandbox runs in the same process.
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(100 * 1024 * 1024);
    }

    [Fact]
    public async Task Folder_IsTakenOutAsItIs_LinksAndAll()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/pack/sub && echo one > /data/pack/a && echo two > /data/pack/sub/b && ln -s /etc /data/pack/etc");

        using var answer = await DownloadAsync(browser, "/data/pack", folder: true);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("pack.tar");
        await using var reader = new TarReader(new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Token)));
        var names = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true, Token) is { } entry) names.Add($"{entry.Name.TrimEnd('/')} {entry.EntryType}");

        // Nothing was unpacked on the way: the link is a link still.
        names.ShouldBe(["pack Directory", "pack/a RegularFile", "pack/etc SymbolicLink", "pack/sub Directory", "pack/sub/b RegularFile"]);
    }

    [Theory]
    [InlineData("/data/refuse/folder", false, HttpStatusCode.BadRequest, "files.other.kind")]
    [InlineData("/data/refuse/to-folder", false, HttpStatusCode.BadRequest, "files.other.kind")]
    [InlineData("/data/refuse/file", true, HttpStatusCode.BadRequest, "files.other.kind")]
    [InlineData("/data/refuse/nothing", false, HttpStatusCode.NotFound, "files.missing")]
    [InlineData("/", true, HttpStatusCode.BadRequest, "files.root")]
    [InlineData("/data/../etc/passwd", false, HttpStatusCode.BadRequest, "files.path")]
    [InlineData("etc/passwd", false, HttpStatusCode.BadRequest, "files.path")]
    [InlineData("/etc/passwd%00.jpg", false, HttpStatusCode.BadRequest, "files.path")]
    public async Task WhatIsNotOnePlainFile_IsRefused(string path, bool folder, HttpStatusCode status, string reason)
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/refuse/folder; echo x > /data/refuse/file; rm -f /data/refuse/to-folder; ln -s folder /data/refuse/to-folder");

        using var answer = await DownloadAsync(browser, path, folder: folder);

        (answer.StatusCode, await ReasonAsync(answer)).ShouldBe((status, reason));
    }

    [Fact]
    public async Task Upload_WritesFilesAndFolders_AndIsOnRecordWithoutContent()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/put");
        var large = new byte[3 * 1024 * 1024 + 17];
        new Random(7).NextBytes(large);
        var deep = $"{string.Join('/', Enumerable.Repeat("ordner", 30))}/größe-中文.bin";

        using var answer = await UploadAsync(browser, "/data/put", ("a.txt", "content of a"u8.ToArray()), ("empty", []), (deep, large));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Token));
        using var first = await DownloadAsync(browser, "/data/put/a.txt");
        (await first.Content.ReadAsStringAsync(Token)).ShouldBe("content of a");
        using var second = await DownloadAsync(browser, $"/data/put/{deep}");
        (await second.Content.ReadAsByteArrayAsync(Token)).ShouldBe(large);
        var record = await RecordAsync(browser, "upload", "main:/data/put");
        record.GetProperty("subresource").GetString().ShouldBe("exec");
        record.ToString().ShouldNotContain("content of a");
    }

    [Theory]
    [InlineData("/etc/cron.d/evil")]
    [InlineData("../evil")]
    [InlineData("a/../../evil")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("evil\0.txt")]
    [InlineData("title\u001b]0;owned\u0007")]
    [InlineData("line\nend")]
    [InlineData("")]
    public async Task NameThatLeadsAway_IsNotUploaded(string name)
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/names");

        using var answer = await UploadAsync(browser, "/data/names", (name, "x"u8.ToArray()));

        (answer.StatusCode, await ReasonAsync(answer)).ShouldBe((HttpStatusCode.BadRequest, "files.name"));
        (await ListAsync(browser, "/data/names")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task ArchiveThatLeadsAway_StaysTheFileThatItIs_InAndOut()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/slip");
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var name in (string[])["../../slipped", "/slipped", "a/../../../slipped"])
                await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("evil"u8.ToArray()) }, Token);
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.SymbolicLink, "out") { LinkName = "/" }, Token);
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "out/slipped") { DataStream = new MemoryStream("evil"u8.ToArray()) }, Token);
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.HardLink, "hard") { LinkName = "/etc/passwd" }, Token);
        }

        using var answer = await UploadAsync(browser, "/data/slip", ("evil.tar", archive.ToArray()));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Token));
        (await ListAsync(browser, "/data/slip")).GetProperty("items").EnumerateArray().Select(item => Text(item, "name")).ShouldBe(["evil.tar"]);
        foreach (var place in (string[])["/", "/data"]) (await ListAsync(browser, place)).GetProperty("items").EnumerateArray().ShouldNotContain(item => Text(item, "name") == "slipped");
        // Taken out again, by itself and in its folder, it is a file still: nothing on the way looks into it.
        using var file = await DownloadAsync(browser, "/data/slip/evil.tar");
        (await file.Content.ReadAsByteArrayAsync(Token)).ShouldBe(archive.ToArray());
        using var folder = await DownloadAsync(browser, "/data/slip", folder: true);
        await using var reader = new TarReader(new MemoryStream(await folder.Content.ReadAsByteArrayAsync(Token)));
        var names = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true, Token) is { } entry) names.Add($"{entry.Name.TrimEnd('/')} {entry.EntryType}");
        names.ShouldBe(["slip Directory", "slip/evil.tar RegularFile"]);
    }

    [Fact]
    public async Task TokenInTheAddress_OpensNoFiles()
    {
        using var script = await Site.SignedInAsync();
        var bearer = script.DefaultRequestHeaders.Authorization!.Parameter;

        using var answer = await Site.NewClient().GetAsync($"{Address("/etc")}&token={bearer}&access_token={bearer}", Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task FileOfAnotherSizeThanWasSaid_IsNotWritten()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/sizes");

        using var form = Form(new { files = new[] { new { path = "a", size = "3" } } }, "0123456789"u8.ToArray());
        using var answer = await browser.PostAsync(Address("/data/sizes"), form, Token);
        using var second = Form(new { files = new[] { new { path = "a", size = "30" } } }, "0123456789"u8.ToArray());
        using var shorter = await browser.PostAsync(Address("/data/sizes"), second, Token);

        (answer.StatusCode, await ReasonAsync(answer)).ShouldBe((HttpStatusCode.BadRequest, "files.form"));
        (shorter.StatusCode, await ReasonAsync(shorter)).ShouldBe((HttpStatusCode.BadRequest, "files.form"));
    }

    [Fact]
    public async Task FullContainer_SaysSo()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/full");

        // A container of the sandbox holds 64 MiB.
        using var answer = await UploadAsync(browser, "/data/full", ("large", new byte[70 * 1024 * 1024]));

        (answer.StatusCode, await ReasonAsync(answer)).ShouldBe((HttpStatusCode.TooManyRequests, "files.no.space"));
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("No space left on device");
        await ShellAsync(browser, "rm -rf /data/full");
    }

    [Fact]
    public async Task MoreThanTheLimit_IsRefusedBeforeItComes()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);

        using var form = Form(new { files = new[] { new { path = "a", size = $"{11L * 1024 * 1024 * 1024}" } } }, "x"u8.ToArray());
        using var answer = await browser.PostAsync(Address("/tmp"), form, Token);

        (answer.StatusCode, await ReasonAsync(answer)).ShouldBe((HttpStatusCode.TooManyRequests, "files.too.large"));
    }

    [Fact]
    public async Task ImageWithoutAShell_IsSaidToHaveNone()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);

        using var answer = await browser.GetAsync(Address("/", "bare"), Token);

        (answer.StatusCode, await ReasonAsync(answer)).ShouldBe((HttpStatusCode.BadRequest, "files.no.program"));
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("bare has no sh");
    }

    [Fact]
    public async Task ForeignPage_GetsNothing()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        using var request = new HttpRequestMessage(HttpMethod.Get, Address("/etc"));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var withoutHeader = await TerminalPage.BrowserAsync(Site);
        withoutHeader.DefaultRequestHeaders.Remove("X-Kpanda-CSRF");

        using var read = await browser.SendAsync(request, Token);
        using var written = await UploadAsync(withoutHeader, "/tmp", ("a", "x"u8.ToArray()));
        using var nobody = await Site.NewClient().GetAsync(Address("/etc"), Token);

        read.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        written.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SigningOut_BreaksADownloadOff()
    {
        using var browser = await TerminalPage.BrowserAsync(Site);
        await ShellAsync(browser, "mkdir -p /data/long && truncate -s 10G /data/long/file");
        using var answer = await DownloadAsync(browser, "/data/long/file");
        await using var bytes = await answer.Content.ReadAsStreamAsync(Token);
        var buffer = new byte[256 * 1024];
        (await bytes.ReadAsync(buffer, Token)).ShouldBeGreaterThan(0);

        (await browser.PostAsync("/auth/logout", null, Token)).EnsureSuccessStatusCode();

        await Should.ThrowAsync<Exception>(async () =>
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
            deadline.CancelAfter(TimeSpan.FromMinutes(2));
            while (await bytes.ReadAsync(buffer, deadline.Token) > 0) deadline.Token.ThrowIfCancellationRequested();
        });
    }

    private static string Address(string path, string pod = "plain") =>
        $"/api/v1/clusters/{TerminalTests.Cluster}/namespaces/default/pods/{pod}/files?container=main&path={Uri.EscapeDataString(path)}";

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static async Task<JsonElement> ListAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(Address(path), Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Token));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private static async Task<HttpResponseMessage> DownloadAsync(HttpClient browser, string path, Action<HttpRequestMessage>? change = null, bool folder = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(path).Replace("/files?", $"/files/content?folder={(folder ? "true" : "false")}&", StringComparison.Ordinal));
        change?.Invoke(request);
        return await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string path, params (string Name, byte[] Content)[] files)
    {
        using var form = Form(new { files = files.Select(file => new { path = file.Name, size = $"{file.Content.Length}" }) }, [.. files.Select(file => file.Content)]);
        return await browser.PostAsync(Address(path), form, Token);
    }

    private static MultipartFormDataContent Form(object manifest, params byte[][] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(JsonSerializer.Serialize(manifest), Encoding.UTF8, "application/json"), "manifest" } };
        foreach (var file in files) form.Add(new ByteArrayContent(file), "file", "file");
        return form;
    }

    private static async Task<string?> ReasonAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("details")[0].GetProperty("reason").GetString();

    private static async Task<JsonElement> RecordAsync(HttpClient client, string verb, string detail)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/apis/ghippo.io/v1alpha3/audits?searchType=exact&clusterName={TerminalTests.Cluster}&sourceName=plain&verb={verb}", deadline.Token);
            foreach (var record in page.GetProperty("items").EnumerateArray())
                if (record.GetProperty("detail").GetString() == detail && record.GetProperty("statusCode").GetInt32() != 0) return record;
            await Task.Delay(50, deadline.Token);
        }
    }

    /// <summary>Runs a line in the container, to its end.</summary>
    private async Task ShellAsync(HttpClient browser, string line)
    {
        using var page = await TerminalPage.ShellAsync(Site, browser, "plain");
        await page.TypeAsync(line + "\r");
        await page.TypeAsync("echo all''done\r");
        await page.SeesAsync("alldone");
        await page.CloseAsync();
    }
}
