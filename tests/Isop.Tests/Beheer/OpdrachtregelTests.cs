using Isop.Bot.Beheer;

namespace Isop.Tests.Beheer;

public sealed class OpdrachtregelTests
{
    [Theory]
    [InlineData]
    [InlineData("--urls", "http://127.0.0.1:5000")]
    [InlineData("--urls=http://127.0.0.1:5000", "--environment=Development")]
    [InlineData("--hostBuilder:reloadConfigOnChange=false", "--contentRoot=/tmp", "--applicationName=Isop.Bot")]
    [InlineData("/urls=http://127.0.0.1:5000")]
    [InlineData("urls=http://127.0.0.1:5000")]
    public void Settings_alone_start_the_web_server(params string[] args) => Assert.Null(Opdrachtregel.Read(args));

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    [InlineData("import", "--help")]
    public void Who_asks_for_help_gets_it(params string[] args) => Assert.IsType<Opdracht.Help>(Opdrachtregel.Read(args));

    [Fact]
    public void A_command_takes_its_values_its_options_and_settings_in_any_order()
    {
        var import = Assert.IsType<Opdracht.Import>(Opdrachtregel.Read(["import", "--proef", "--Isop:Storage=Data Source=x.db", "register.xlsx"]));

        Assert.Equal(new Opdracht.Import("register.xlsx", true, false), import with { Instellingen = [] });
        Assert.Equal(["--Isop:Storage=Data Source=x.db"], import.Instellingen);
    }

    [Theory]
    [InlineData("De opdracht ‘impert’ ken ik niet.", "impert", "x")]
    [InlineData("Bij ‘import’ ontbreekt: bestand.", "import")]
    [InlineData("‘b’ hoort niet bij ‘import’.", "import", "a", "b")]
    [InlineData("‘status’ kent --snel niet.", "status", "--snel")]
    public void A_line_that_cannot_be_read_says_what_is_wrong(string reason, params string[] args) =>
        Assert.Equal(reason, Assert.IsType<Opdracht.Onleesbaar>(Opdrachtregel.Read(args)).Reden);

    [Fact]
    public void The_help_tells_every_command_and_every_exit_code()
    {
        var text = Hulptekst.Tekst();

        Assert.All(Opdrachtregel.Alle, v => Assert.Contains($"  {v.Gebruik}{Environment.NewLine}", text, StringComparison.Ordinal));
        Assert.All(Opdrachtregel.Alle.SelectMany(v => v.Opties), o => Assert.Contains($"      {o} ", text, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<Afloop>(), a => Assert.Contains($"  {(int)a}  ", text, StringComparison.Ordinal));
    }
}
