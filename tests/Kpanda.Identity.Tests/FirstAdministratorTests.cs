using System.Net;
using Dapper;
using Kpanda.Identity.People;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests;

public sealed class FirstAdministratorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GeneratedPassword_IsLeftInAFileForItsOwner()
    {
        await using var site = await IdentitySite.StartAsync(change: options => options with { AdminPassword = "" });
        var admin = site.Services.GetRequiredService<FirstAdministrator>();

        var password = (await File.ReadAllTextAsync(admin.PasswordFile!, Token)).Trim();

        File.GetUnixFileMode(admin.PasswordFile!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        admin.PasswordToShow.ShouldBeNull();
        (await IdentitySite.SignInAsync(site.NewBrowser(), password: password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task GeneratedPasswordThatIsShown_IsNotStored()
    {
        await using var site = await IdentitySite.StartAsync(change: options => options with { AdminPassword = "", ShowAdminPassword = true });
        var admin = site.Services.GetRequiredService<FirstAdministrator>();

        admin.PasswordFile.ShouldBeNull();
        (await IdentitySite.SignInAsync(site.NewBrowser(), password: admin.PasswordToShow!)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task LaterPassword_DoesNotReplaceTheFirst()
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-identity-").FullName;
        await (await IdentitySite.StartAsync(folder)).StopAsync();

        await using var site = await IdentitySite.StartAsync(folder, options => options with { AdminPassword = "some other password" });

        (await IdentitySite.SignInAsync(site.NewBrowser())).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await IdentitySite.SignInAsync(site.NewBrowser(), password: "some other password")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task DeletedAdministrator_DoesNotComeBack()
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-identity-").FullName;
        var first = await IdentitySite.StartAsync(folder);
        await using (var connection = await first.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token)) await connection.ExecuteAsync("UPDATE users SET deleted = 1");
        await first.StopAsync();

        await using var site = await IdentitySite.StartAsync(folder);

        (await IdentitySite.SignInAsync(site.NewBrowser())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
