using System.Collections.Frozen;

namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>
/// All forms of all functions and operators that Kubernetes offers to rules, with the version that lets new rules use them: one after the version that brought them. A line is a version, a
/// name (a dot before that of a member), the types of its arguments and that of its result; where several names share their types they stand beside one another.
/// </summary>
internal static class CelOverloads
{
    private const string Table =
        """
        0 _?_:_ bool,A,A A
        0 _&&_|_||_ bool,bool bool
        0 !_ bool bool
        0 _==_|_!=_ A,A bool
        0 @in A,list(A) bool
        0 @in A,map(A,B) bool
        0 _[_] list(A),int A
        0 _[_] map(A,B),A B
        29 _[_]|_[?_] optional(list(A)),int optional(A)
        29 _[_]|_[?_] optional(map(A,B)),A optional(B)
        29 _[?_] list(A),int optional(A)
        29 _[?_] map(A,B),A optional(B)
        0 _+_ bytes,bytes bytes
        0 _+_|_-_|_*_|_/_ double,double double
        0 _+_|_-_ duration,duration duration
        0 _+_ duration,timestamp timestamp
        0 _+_|_-_ timestamp,duration timestamp
        0 _-_ timestamp,timestamp duration
        0 _+_|_-_|_*_|_/_|_%_ int,int int
        0 _+_ list(A),list(A) list(A)
        0 _+_ string,string string
        0 _+_|_-_|_*_|_/_|_%_ uint,uint uint
        0 -_ int int
        0 -_ double double
        0 _<_|_<=_|_>_|_>=_ bool,bool bool
        0 _<_|_<=_|_>_|_>=_ int,int bool
        29 _<_|_<=_|_>_|_>=_ int,double bool
        29 _<_|_<=_|_>_|_>=_ int,uint bool
        0 _<_|_<=_|_>_|_>=_ uint,uint bool
        29 _<_|_<=_|_>_|_>=_ uint,double bool
        29 _<_|_<=_|_>_|_>=_ uint,int bool
        0 _<_|_<=_|_>_|_>=_ double,double bool
        29 _<_|_<=_|_>_|_>=_ double,int bool
        29 _<_|_<=_|_>_|_>=_ double,uint bool
        0 _<_|_<=_|_>_|_>=_ string,string bool
        0 _<_|_<=_|_>_|_>=_ bytes,bytes bool
        0 _<_|_<=_|_>_|_>=_ timestamp,timestamp bool
        0 _<_|_<=_|_>_|_>=_ duration,duration bool
        0 size|.size bytes int
        0 size|.size list(A) int
        0 size|.size map(A,B) int
        0 size|.size string int
        0 int int int
        0 int double int
        0 int duration int
        0 int string int
        0 int timestamp int
        0 int uint int
        0 uint uint uint
        0 uint double uint
        0 uint int uint
        0 uint string uint
        0 double double double
        0 double int double
        0 double string double
        0 double uint double
        0 bool bool bool
        0 bool string bool
        0 bytes bytes bytes
        0 bytes string bytes
        0 string string string
        0 string bool string
        0 string bytes string
        0 string double string
        0 string duration string
        0 string int string
        0 string timestamp string
        0 string uint string
        0 timestamp timestamp timestamp
        0 timestamp string timestamp
        0 timestamp int timestamp
        0 duration duration duration
        0 duration string duration
        0 duration int duration
        0 dyn A dyn
        0 type A type(A)
        0 .contains|.endsWith|.startsWith string,string bool
        0 matches|.matches string,string bool
        0 .getFullYear|.getMonth|.getDayOfYear|.getDayOfMonth|.getDate|.getDayOfWeek|.getHours|.getMinutes|.getSeconds|.getMilliseconds timestamp int
        0 .getFullYear|.getMonth|.getDayOfYear|.getDayOfMonth|.getDate|.getDayOfWeek|.getHours|.getMinutes|.getSeconds|.getMilliseconds timestamp,string int
        0 .getHours|.getMinutes|.getSeconds|.getMilliseconds duration int
        0 .charAt string,int string
        0 .indexOf|.lastIndexOf string,string int
        0 .indexOf|.lastIndexOf string,string,int int
        0 .lowerAscii|.upperAscii|.trim string string
        0 .replace string,string,string string
        0 .replace string,string,string,int string
        0 .split string,string list(string)
        0 .split string,string,int list(string)
        0 .substring string,int string
        0 .substring string,int,int string
        30 .format string,list(dyn) string
        30 strings.quote string string
        0 .join list(string) string
        0 .join list(string),string string
        0 .find string,string string
        0 .findAll string,string list(string)
        0 .findAll string,string,int list(string)
        0 .isSorted list(int) bool
        0 .isSorted list(uint) bool
        0 .isSorted list(double) bool
        0 .isSorted list(bool) bool
        0 .isSorted list(duration) bool
        0 .isSorted list(timestamp) bool
        0 .isSorted list(string) bool
        0 .isSorted list(bytes) bool
        0 .sum list(int) int
        0 .sum list(uint) uint
        0 .sum list(double) double
        0 .sum list(duration) duration
        0 .max|.min list(int) int
        0 .max|.min list(uint) uint
        0 .max|.min list(double) double
        0 .max|.min list(bool) bool
        0 .max|.min list(duration) duration
        0 .max|.min list(timestamp) timestamp
        0 .max|.min list(string) string
        0 .max|.min list(bytes) bytes
        0 .indexOf|.lastIndexOf list(A),A int
        35 .slice list(A),int,int list(A)
        35 .flatten list(list(A)) list(A)
        35 .flatten list(dyn),int list(dyn)
        35 .sort list(int) list(int)
        35 .sort list(uint) list(uint)
        35 .sort list(double) list(double)
        35 .sort list(bool) list(bool)
        35 .sort list(duration) list(duration)
        35 .sort list(timestamp) list(timestamp)
        35 .sort list(string) list(string)
        35 .sort list(bytes) list(bytes)
        35 lists.range int list(int)
        35 .reverse list(A) list(A)
        35 .distinct list(A) list(A)
        30 sets.contains|sets.equivalent|sets.intersects list(A),list(A) bool
        0 url string url
        0 isURL string bool
        0 .getScheme|.getHost|.getHostname|.getPort|.getEscapedPath url string
        0 .getQuery url map(string,list(string))
        29 quantity string quantity
        29 isQuantity string bool
        29 .sign quantity int
        29 .isGreaterThan|.isLessThan quantity,quantity bool
        29 .compareTo quantity,quantity int
        29 .asApproximateFloat quantity double
        29 .asInteger quantity int
        29 .isInteger quantity bool
        29 .add|.sub quantity,quantity quantity
        29 .add|.sub quantity,int quantity
        31 ip string ip
        31 ip.isCanonical string bool
        31 isIP string bool
        31 .family ip int
        31 .isUnspecified|.isLoopback|.isLinkLocalMulticast|.isLinkLocalUnicast|.isGlobalUnicast ip bool
        31 string ip string
        31 cidr string cidr
        31 isCIDR string bool
        31 .containsIP cidr,string bool
        31 .containsIP cidr,ip bool
        31 .containsCIDR cidr,string bool
        31 .containsCIDR cidr,cidr bool
        31 .ip cidr ip
        31 .prefixLength cidr int
        31 .masked cidr cidr
        31 string cidr string
        32 .validate format,string optional(list(string))
        32 format.named string optional(format)
        32 format.dns1123Label|format.dns1123Subdomain|format.dns1035Label|format.qualifiedName|format.dns1123LabelPrefix|format.dns1123SubdomainPrefix|format.dns1035LabelPrefix|format.labelValue|format.uri|format.uuid|format.byte|format.date|format.datetime - format
        34 semver string semver
        34 semver string,bool semver
        34 isSemver string bool
        34 isSemver string,bool bool
        34 .isGreaterThan|.isLessThan semver,semver bool
        34 .compareTo semver,semver int
        34 .major|.minor|.patch semver int
        29 optional.of|optional.ofNonZeroValue A optional(A)
        29 optional.none - optional(A)
        29 .hasValue optional(A) bool
        29 .value optional(A) A
        29 .or optional(A),optional(A) optional(A)
        29 .orValue optional(A),A A
        29 .first|.last list(A) optional(A)
        """;

    private static readonly Dictionary<string, CelStatic> Named = new(StringComparer.Ordinal)
    {
        ["bool"] = CelStatic.Bool,
        ["int"] = CelStatic.Int,
        ["uint"] = CelStatic.UInt,
        ["double"] = CelStatic.Double,
        ["string"] = CelStatic.String,
        ["bytes"] = CelStatic.Bytes,
        ["timestamp"] = CelStatic.Timestamp,
        ["duration"] = CelStatic.Duration,
        ["dyn"] = CelStatic.Dyn,
        ["A"] = CelStatic.Parameter("A"),
        ["B"] = CelStatic.Parameter("B"),
        ["url"] = CelStatic.Struct("kubernetes.URL"),
        ["quantity"] = CelStatic.Struct("kubernetes.Quantity"),
        ["semver"] = CelStatic.Struct("kubernetes.Semver"),
        ["format"] = CelStatic.Struct("kubernetes.NamedFormat"),
        ["ip"] = CelStatic.Opaque("net.IP"),
        ["cidr"] = CelStatic.Opaque("net.CIDR"),
    };

    private static readonly FrozenDictionary<string, CelOverload[]> ByName =
        Table.Split('\n').SelectMany(Read).GroupBy(overload => overload.Name).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>The forms of a function in a version, global ones and members; none where it is not known.</summary>
    public static IReadOnlyList<CelOverload> Of(string name, int minor) => ByName.TryGetValue(name, out var all) ? [.. all.Where(overload => overload.Since <= minor)] : [];

    private static IEnumerable<CelOverload> Read(string line)
    {
        var words = line.Split(' ');
        var since = int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture);
        IReadOnlyList<CelStatic> arguments = words[2] == "-" ? [] : [.. Types(words[2])];
        var result = Types(words[3]).Single();
        return words[1].Replace("_||_", "_or_", StringComparison.Ordinal).Split('|').Select(name => name.Replace("_or_", "_||_", StringComparison.Ordinal))
            .Select(name => new CelOverload(since, name.TrimStart('.'), name[0] == '.', arguments, result));
    }

    // Types with commas between; those in brackets belong to the one before.
    private static IEnumerable<CelStatic> Types(string text)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '(') depth++;
            else if (i < text.Length && text[i] == ')') depth--;
            else if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                yield return Type(text[start..i]);
                start = i + 1;
            }
        }
    }

    private static CelStatic Type(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return Named[text];
        var parts = Types(text[(open + 1)..^1]).ToList();
        return text[..open] switch
        {
            "list" => CelStatic.List(parts[0]),
            "map" => CelStatic.Map(parts[0], parts[1]),
            "type" => CelStatic.TypeOf(parts[0]),
            _ => CelStatic.Optional(parts[0]),
        };
    }
}
