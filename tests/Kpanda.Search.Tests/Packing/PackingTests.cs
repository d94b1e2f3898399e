using System.Text;
using Kpanda.Search.Packing;

namespace Kpanda.Search.Tests.Packing;

public sealed class PackingTests
{
    private readonly Packers _packers = new();

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("a text that has nothing of what the others have")]
    public void AnyText_ComesBack(string text)
    {
        var packer = Trained();

        packer.Unpack(packer.Pack(Bytes(text))).ToArray().ShouldBe(Bytes(text).ToArray());
    }

    [Fact]
    public void RandomTexts_ComeBack()
    {
        var packer = Trained();
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            // Few different bytes, and parts of the samples between, so that every length of literals and matches occurs.
            var text = new List<byte>();
            while (text.Count < random.Next(1, 6000))
            {
                if (random.Next(2) == 0) text.AddRange(Enumerable.Range(0, random.Next(300)).Select(_ => (byte)random.Next(256)));
                else text.AddRange(Sample(random.Next(50)).Span[..random.Next(1, 200)]);
            }

            packer.Unpack(packer.Pack(text.ToArray())).ToArray().ShouldBe([.. text], $"seed 5, round {round}");
        }
    }

    [Fact]
    public void LikeTheOthers_IsPackedToItsDifferences()
    {
        var packer = Trained();

        packer.Pack(Sample(9_999)).Length.ShouldBeLessThan(Sample(9_999).Length / 8);
    }

    [Theory]
    [InlineData(40_000)]
    [InlineData(3_000_000)]
    public void TooLongForADictionary_ComesBack(int length)
    {
        var packer = Trained();
        var text = new byte[length];
        new Random(6).NextBytes(text);

        packer.Unpack(packer.Pack(text)).ToArray().ShouldBe(text);
    }

    [Fact]
    public void DictionariesOfTheStore_UnpackWhatWasPackedBefore()
    {
        var packer = Trained();
        var packed = packer.Pack(Sample(3));
        var restored = new Packers();

        foreach (var (sort, dictionary) in _packers.Unstored()) restored.Restore(sort, new PackDictionary(dictionary.Id, dictionary.Text.ToArray()));

        restored.Unpack(packed).ShouldBe(Sample(3).ToArray());
        restored.Unstored().ShouldBeEmpty();
        restored.Of("pods").Pack(Sample(3)).ShouldBe(packed);
    }

    [Fact]
    public void AnotherDictionary_IsMadeWhenMuchMoreWasSeen()
    {
        var packer = Trained();
        var first = packer.Pack(Sample(1));

        for (var number = 0; _packers.Unstored().Count == 1; number++) packer.Pack(Bytes($"{{\"another\":\"form of text, number {number % 10}, which is what came later\"}}"));

        _packers.Unstored().Select(one => one.Dictionary.Id).ShouldBe([1, 2]);
        packer.Unpack(first).ShouldBe(Sample(1).ToArray());
    }

    [Fact]
    public void DamagedTexts_AreToldAsSuch()
    {
        var packer = Trained();
        var packed = packer.Pack(Sample(7));
        var random = new Random(8);
        for (var round = 0; round < 2000; round++)
        {
            var damaged = packed.ToArray()[..random.Next(packed.Length + 1)];
            if (damaged.Length > 0) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                packer.Unpack(damaged);
            }
            catch (InvalidDataException)
            {
                // What may be told; every other exception fails the test.
            }
        }
    }

    private Packer Trained()
    {
        var packer = _packers.Of("pods");
        for (var number = 0; _packers.Unstored().Count == 0; number++) packer.Pack(Sample(number));
        return packer;
    }

    private static ReadOnlyMemory<byte> Sample(int number) => Bytes(
        $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"cart-{{{number}}}","namespace":"shop","labels":{"app.kubernetes.io/name":"cart","app.kubernetes.io/part-of":"shop"}},
        "spec":{"containers":[{"name":"main","image":"registry.example.com/shop/cart:1.{{{number % 4}}}","ports":[{"name":"http","containerPort":8080,"protocol":"TCP"}]}],"restartPolicy":"Always"},
        "status":{"phase":"Running","conditions":[{"type":"Initialized","status":"True"},{"type":"Ready","status":"True"},{"type":"PodScheduled","status":"True"}],"podIP":"10.0.0.{{{number % 250}}}"} }
        """);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
