using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Kpanda.KubeModel.Tests.Fuzzing;

/// <summary>
/// A seeded run of broken texts. <c>KPANDA_FUZZ_CASES</c> says how many (10,000 otherwise), <c>KPANDA_FUZZ_SEED</c> repeats a run; both are printed.
/// The tests try the same cases every time; a run that was asked for by its number of cases, as <c>./kpanda soak</c> does, tries others each time.
/// </summary>
internal sealed class Fuzz
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string[] _pieces;
    private readonly Random _random;

    public Fuzz(ITestOutputHelper output, params string[] pieces)
    {
        _pieces = pieces;
        var cases = Setting("KPANDA_FUZZ_CASES");
        Cases = cases ?? 10_000;
        Seed = Setting("KPANDA_FUZZ_SEED") ?? (cases is null ? 20_261_121 : Random.Shared.Next());
        _random = new Random(Seed);
        output.WriteLine($"seed {Seed}, {Cases} cases");
    }

    public int Cases { get; }

    public int Seed { get; }

    /// <summary>The slowest case so far.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Tries a broken form of one of the texts in each case. A case that throws, or takes longer than a minute, fails with its seed and number.</summary>
    public void Run(string[] grains, Action<string> attempt)
    {
        for (var number = 0; number < Cases; number++)
        {
            var text = Mutate(grains[_random.Next(grains.Length)]);
            var began = Stopwatch.GetTimestamp();
            try
            {
                attempt(text);
            }
            catch (Exception exception)
            {
                throw new ShouldAssertException($"seed {Seed}, case {number}: {exception.GetType().Name}: {exception.Message}\n{text}", exception);
            }

            var took = Stopwatch.GetElapsedTime(began);
            if (took > Slowest) Slowest = took;
            took.ShouldBeLessThan(Patience, $"seed {Seed}, case {number}: a hang");
        }
    }

    private string Mutate(string text)
    {
        var result = new StringBuilder(text);
        for (var times = _random.Next(0, 6); times > 0 && result.Length > 0; times--)
        {
            var at = _random.Next(result.Length);
            var length = Math.Min(_random.Next(1, 40), result.Length - at);
            switch (_random.Next(6))
            {
                case 0:
                    result.Remove(at, length);
                    break;
                case 1:
                    result.Insert(at, _pieces[_random.Next(_pieces.Length)]);
                    break;
                case 2:
                    result.Insert(at, result.ToString(at, length));
                    break;
                case 3:
                    result[at] = (char)_random.Next(1, 0x2FF);
                    break;
                case 4:
                    result.Length = at;
                    break;
                default:
                    result.Insert(at, new string("[{-\n "[_random.Next(5)], _random.Next(1, 2000)));
                    break;
            }
        }

        return result.ToString();
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
