using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Isop.Bot.Teams;
using Isop.Bot.Bezorging;

namespace Isop.Tests.Infra;

/// <summary>The names of settings that the options classes of the product read, as environment variables.</summary>
internal static class SettingNames
{
    /// <summary>One pattern per setting; a list takes a number behind it, the tenant list a tenant id and a number.</summary>
    public static IReadOnlyList<Regex> OfTheOptions() =>
    [
        .. new[] { typeof(BotOptions).Assembly, typeof(Isop.Core.Bezorging.Intent).Assembly }
            .SelectMany(a => a.GetTypes())
            .Select(t => (Type: t, Section: t.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
            .Where(t => t.Section is not null && t.Type != typeof(TenantsOptions))
            .SelectMany(t => Of(t.Type, t.Section!.Replace(":", "__", StringComparison.Ordinal))),
        .. Of(typeof(BezorgOptions), "Isop__Bezorging"),
        .. Of(typeof(QuietOptions), "Isop__Quiet"),
        Pattern($"{TenantsOptions.Section.Replace(":", "__", StringComparison.Ordinal)}__[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}__[0-9]+"),
    ];

    private static IEnumerable<Regex> Of(Type options, string section) => options.GetProperties()
        .Where(p => p.CanWrite || typeof(IList).IsAssignableFrom(p.PropertyType) || p.PropertyType.IsGenericType)
        .Select(p => Pattern($"{section}__{p.Name}{(IsList(p.PropertyType) ? "__[0-9]+" : "")}"));

    private static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    private static Regex Pattern(string text) => new($"^{text}$", RegexOptions.CultureInvariant);
}
