using System.Security.Cryptography;
using System.Text;
using Kpanda.Storage.Secrets;

namespace Kpanda.Storage.Tests.Secrets;

public sealed class SecretBoxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-secrets-").FullName;

    private string KeyFile => Path.Combine(_folder, "master.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("a kubeconfig")]
    public void SealedSecret_OpensInItsContext(string secret)
    {
        var box = new SecretBox(MasterKey.LoadOrCreate(KeyFile));

        var box2 = new SecretBox(MasterKey.LoadOrCreate(KeyFile));

        Encoding.UTF8.GetString(box2.Open(box.Seal(Encoding.UTF8.GetBytes(secret), "clusters/credential/1"), "clusters/credential/1")).ShouldBe(secret);
    }

    [Fact]
    public void SealedTwice_LooksDifferent()
    {
        var box = new SecretBox(MasterKey.LoadOrCreate(KeyFile));

        box.Seal("same"u8, "x").ShouldNotBe(box.Seal("same"u8, "x"));
    }

    [Fact]
    public void Mark_IsTheSameForTheSameBytesContextAndKey_AndForNothingElse()
    {
        var box = new SecretBox(MasterKey.LoadOrCreate(KeyFile));
        var mark = box.Mark("a name"u8, "x");

        new SecretBox(MasterKey.LoadOrCreate(KeyFile)).Mark("a name"u8, "x").ShouldBe(mark);
        box.Mark("another"u8, "x").ShouldNotBe(mark);
        box.Mark("a name"u8, "y").ShouldNotBe(mark);
        new SecretBox(MasterKey.LoadOrCreate(Path.Combine(_folder, "other.key"))).Mark("a name"u8, "x").ShouldNotBe(mark);
    }

    [Fact]
    public void OtherContext_DoesNotOpen()
    {
        var box = new SecretBox(MasterKey.LoadOrCreate(KeyFile));

        Should.Throw<CryptographicException>(() => box.Open(box.Seal("secret"u8, "row/1"), "row/2"));
    }

    [Fact]
    public void AnyAlteredByte_DoesNotOpen()
    {
        var box = new SecretBox(MasterKey.LoadOrCreate(KeyFile));
        var sealedSecret = box.Seal("secret"u8, "x");

        for (var i = 0; i < sealedSecret.Length; i++)
        {
            var altered = sealedSecret.ToArray();
            altered[i] ^= 1;
            Should.Throw<CryptographicException>(() => box.Open(altered, "x"), $"byte {i}");
        }

        Should.Throw<CryptographicException>(() => box.Open(sealedSecret.AsSpan(0, 40), "x"));
    }

    [Fact]
    public void RotatedKey_StillOpensOldSecretsAndSealsWithTheNewOne()
    {
        var old = NewLine();
        var sealedByOld = new SecretBox(MasterKey.Parse([old], "test")).Seal("secret"u8, "x");
        var fresh = NewLine();
        var rotated = new SecretBox(MasterKey.Parse([fresh, old], "test"));

        rotated.Open(sealedByOld, "x").ShouldBe("secret"u8.ToArray());
        new SecretBox(MasterKey.Parse([fresh], "test")).Open(rotated.Seal("secret"u8, "x"), "x").ShouldBe("secret"u8.ToArray());
        Should.Throw<CryptographicException>(() => new SecretBox(MasterKey.Parse([fresh], "test")).Open(sealedByOld, "x"));

        static string NewLine() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    }

    [Fact]
    public void KeyFile_IsMadeForItsOwnerOnlyAndRefusedWhenOthersMayReadIt()
    {
        MasterKey.LoadOrCreate(KeyFile);

        File.GetUnixFileMode(KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Should.Throw<InvalidDataException>(() => MasterKey.LoadOrCreate(KeyFile)).Message.ShouldContain("chmod 600");
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64")]
    public void BrokenKeyFile_IsRefused(string content)
    {
        Should.Throw<InvalidDataException>(() => MasterKey.Parse([content], "test"));
    }
}
