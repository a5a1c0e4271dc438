using System.Text.RegularExpressions;

namespace Isop.Tests.Web;

/// <summary>The stylesheets: every colour by a name that there is, and a value for each theme.</summary>
public sealed partial class StijlTests
{
    private static readonly string Root = Path.Combine(WebHost.RepositoryRoot(), "bot", "wwwroot");

    [Fact]
    public void Every_name_that_is_used_is_given_a_value()
    {
        var sheets = Directory.GetFiles(Root, "*.css").ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
        var given = sheets.Values.SelectMany(s => Given().Matches(s)).Select(m => m.Groups[1].Value).ToHashSet();
        var used = sheets.Values.Concat(Directory.GetFiles(Root, "*.js").Select(File.ReadAllText)).SelectMany(s => Used().Matches(s)).Select(m => m.Groups[1].Value);

        Assert.Empty(used.Where(u => !given.Contains(u)).Distinct());
    }

    [Fact]
    public void Every_colour_has_a_value_in_light_in_dark_and_in_contrast()
    {
        var three = Directory.GetFiles(Root, "*.css").SelectMany(f => Coloured().Matches(File.ReadAllText(f))).Select(m => m.Value).ToList();

        Assert.True(three.Count >= 25);
        Assert.All(three, t => Assert.Matches("^--[\\w-]+: var\\(--licht, .+\\) var\\(--donker, .+\\) var\\(--contrast, .+\\);$", t));
    }

    [GeneratedRegex(@"(--[a-zA-Z][\w-]*):")]
    private static partial Regex Given();

    [GeneratedRegex(@"var\((--[a-zA-Z][\w-]*)")]
    private static partial Regex Used();

    [GeneratedRegex(@"--[\w-]+: var\(--licht[^;]*;")]
    private static partial Regex Coloured();
}
