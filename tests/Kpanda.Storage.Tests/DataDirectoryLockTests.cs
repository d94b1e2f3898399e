namespace Kpanda.Storage.Tests;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-lock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TakenDirectory_IsRefused()
    {
        using var first = DataDirectoryLock.Take(_folder);

        var refusal = Should.Throw<IOException>(() => DataDirectoryLock.Take(_folder));

        refusal.Message.ShouldContain(_folder);
        refusal.Message.ShouldContain("--data");
    }

    [Fact]
    public void DirectoryThatWasGivenBack_CanBeTakenAgain()
    {
        DataDirectoryLock.Take(_folder).Dispose();
        DataDirectoryLock.Take(_folder).Dispose();
    }
}
