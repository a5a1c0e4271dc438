using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Isop.EndToEndTests;

/// <summary>Mijn ISOP as each role sees it: at a desk in the light, with a phone in the dark, with the keyboard alone, and on paper.</summary>
public partial class MijnIsopTests(Browser browser)
{
    /// <summary>Somebody in each role, and what must stand on that page.</summary>
    private static readonly (string Rol, string Naam, string Deel)[] Mensen =
    [
        ("student", "Gijs de Vries", "Mijn begeleidingsteam"),
        ("werkplekbegeleider", "Fatima Yıldız", "Mijn studenten"),
        ("opleider", "Olga Bosman", "Wie is te laat?"),
        ("studiecoach", "Lieke Jansen", "Mijn bezoeken"),
        ("slb", "Mo Achterberg", "Mijn studenten"),
        ("coordinerend", "Kim Kolkman", "Mijn bestuur"),
        ("leerteambegeleider", "Lotte Roes", "Mijn leerteams"),
        ("stagebureau", "Sjoerd te Pas", "Wat verandert er?"),
        ("onderwijsbureau", "Bea Bakker", "Register"),
        ("kwaliteitszorg", "Kaat Lammers", "Stage-evaluatie"),
        ("projectleider", "Pim Jolink", "Interprofessionele leerteams"),
        ("directeur", "Dirk Hesselink", "Een compliment"),
        ("bestuurder", "Ria Wensink", "Stichting De Bongerd in 2026-2027"),
    ];

    [Fact]
    public async Task Every_role_reads_its_page_at_a_desk_and_on_a_phone_in_the_dark()
    {
        await using var bot = await StartAsync();
        var page = await browser.VisitAsync(bot.Address);
        foreach (var (rol, naam, deel) in Mensen)
        {
            await page.SetViewportSizeAsync(1280, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await EnterAsync(page, naam);
            await Assertions.Expect(page.GetByText(deel, new() { Exact = true }).First).ToBeVisibleAsync();
            await page.LookAsync($"mijn-{rol}-bureau");

            await page.SetViewportSizeAsync(360, 780);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await page.LookAsync($"mijn-{rol}-telefoon");
            Assert.Equal(360, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [Fact]
    public async Task The_first_task_is_reached_with_the_keyboard_alone_and_a_year_fits_on_one_sheet()
    {
        await using var bot = await StartAsync();
        var page = await browser.VisitAsync(bot.Address);
        await EnterAsync(page, "Fatima Yıldız");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement === document.querySelector('.taken a')"), "The second stop after the head is the first task.");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/postvak/zaak/**", new() { WaitUntil = WaitUntilState.Commit });

        await EnterAsync(page, "Dirk Hesselink");
        await page.GotoAsync("/mijn/jaar/2026-2027");
        await page.LookAsync("mijn-jaar-bureau");
        var paper = await page.PdfAsync(new() { Format = "A4", Path = Path.Combine(Repository.Artifacts, "mijn-jaar.pdf") });
        Assert.Single(Sheet().Matches(Encoding.Latin1.GetString(paper)));
        await AgreeAsync(page);
    }

    /// <summary>From the button on the year to a kwaliteitsimpuls: no field is passed by, and what is left out is told without losing a word.</summary>
    private static async Task AgreeAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Maak kwaliteitsimpuls" }).ClickAsync();
        await page.GetByLabel("Wat willen jullie beter maken?").FillAsync("Studenten voelen zich eerder welkom.");
        await page.GetByLabel("Wat gaan jullie daarvoor doen?").FillAsync("Op de eerste dag krijgt elke student een rondleiding en een vaste plek.");
        await page.GetByLabel("Hoe zien jullie dat het gelukt is?").FillAsync("Elke student is in de eerste week voorgesteld.");
        await page.GetByLabel("Wanneer kijken jullie terug?").FillAsync("2026-11-24");
        await page.GetByLabel("Wie voert het uit?").SelectOptionAsync("samen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar de kwaliteitsimpuls" }).ClickAsync();
        await Assertions.Expect(page.Locator("#kijkdatum-fout")).ToContainTextAsync("Kies een dag na vandaag.");
        await page.LookAsync("kwaliteitsimpuls-fout");
        await page.GetByLabel("Wanneer kijken jullie terug?").FillAsync("2027-02-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Bewaar de kwaliteitsimpuls" }).ClickAsync();
        await Assertions.Expect(page.GetByText("De kwaliteitsimpuls is gemaakt.")).ToBeVisibleAsync();
        await page.LookAsync("kwaliteitsimpuls");
    }

    /// <summary>By name, so that the start page does not look into everybody's inbox.</summary>
    private static async Task EnterAsync(IPage page, string naam)
    {
        await page.GotoAsync($"/dev/start?zoek={Uri.EscapeDataString(naam)}");
        await page.Locator("button.person").First.ClickAsync();
        await page.WaitForURLAsync("**/postvak", new() { WaitUntil = WaitUntilState.Commit });
        await page.GotoAsync("/mijn");
    }

    /// <summary>The demo register with somebody in every role and thirty more students, some of whom are late.</summary>
    private static async Task<Bot> StartAsync()
    {
        var bot = await Bot.StartAsync(new Dictionary<string, string> { ["Isop__Demo"] = "false" });
        await bot.SetClockAsync("2026-11-13T08:30:00+01:00");
        await bot.ImportAsync(Oefenregister.Zip((file, lines) => file switch
        {
            "personen.csv" =>
            [
                .. lines, "lotte.roes@delinde.example;Lotte Roes;Lotte;;bureau", "sjoerd.tepas@graafschap.example;Sjoerd te Pas;Sjoerd;;graafschap",
                "kaat.lammers@iselinge.example;Kaat Lammers;Kaat;;iselinge", "pim.jolink@iselinge.example;Pim Jolink;Pim;;iselinge",
                "ria.wensink@debongerd.example;Ria Wensink;Ria;;bureau", .. Enumerable.Range(1, 15).Select(n => $"mentor{n}@delinde.example;Begeleider {n};Begeleider;;bureau"),
            ],
            "rollen.csv" =>
            [
                .. lines, "lotte.roes@delinde.example;leerteambegeleider;D3;;{begin};", "sjoerd.tepas@graafschap.example;stagebureau;;;{begin};",
                "kaat.lammers@iselinge.example;kwaliteitszorg;;;{begin};", "pim.jolink@iselinge.example;projectleider;;;{begin};", "ria.wensink@debongerd.example;bestuurder;;B1;{begin};",
            ],
            "leerteams.csv" => [.. lines, "L3;Leerteam De Wilg;D3;lotte.roes@delinde.example"],
            "studenten.csv" =>
                [.. lines, .. Enumerable.Range(1, 30).Select(n => $"91{n:0000};s{n}@student.iselinge.example;Student Nummer {n};Student;;{(n % 3 == 0 ? "pabo-dt" : "pabo-vt")};2;lieke.jansen@iselinge.example;;iselinge")],
            "stages.csv" =>
                [.. lines, .. Enumerable.Range(1, 30).Select(n => $"91{n:0000};D1;groep {(n % 8) + 1};mentor{(n + 1) / 2}@delinde.example;olga.bosman@delinde.example;{{begin}};{{einde}};di,wo")],
            // The deeltijd was expected before: it is late now.
            "kalender.csv" => lines.Select(l => l.Contains("pabo-dt", StringComparison.Ordinal) ? "tussenevaluatie;Tussenevaluatie periode 1;2026-11-02;2026-11-18;;pabo-dt;" : l),
            _ => lines,
        }));
        await bot.WorkAsync();
        // The cards go out on the days that people are at work.
        await bot.SetClockAsync("2026-11-17T17:05:00+01:00");
        await bot.WorkAsync();
        await bot.SetClockAsync("2026-11-24T17:05:00+01:00");
        await bot.WorkAsync();
        return bot;
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex Sheet();
}
