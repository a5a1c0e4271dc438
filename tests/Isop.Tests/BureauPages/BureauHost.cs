using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using Isop.Bot.Aanmelden;
using Isop.Bot.Agenda;
using Isop.Bot.Api;
using Isop.Bot.Bezorging;
using Isop.Bot.Bureau;
using Isop.Bot.Certificaten;
using Isop.Bot.Gezondheid;
using Isop.Bot.Graph;
using Isop.Bot.Kwaliteitsimpulsen;
using Isop.Bot.MijnIsop;
using Isop.Bot.StageEvaluaties;
using Isop.Bot.Tabblad;
using Isop.Bot.Teams;
using Isop.Bot.Tussenevaluaties;
using Isop.Bot.Tussenevaluaties.Paginas;
using Isop.Bot.Webhooks;
using Isop.Core.Bezorging;
using Isop.Core.Hosting;
using Isop.Core.Instrumenten;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Tussenevaluaties;
using Isop.Core.Upkeep;
using Isop.Tests.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Isop.Tests.BureauPages;

/// <summary>The bureau's pages on a real server, with real stores and without a worker that sends.</summary>
internal sealed class BureauHost : IAsyncDisposable
{
    private BureauHost(WebHost web) => Web = web;

    public WebHost Web { get; }
    public IServiceProvider Services => Web.Services;
    public RegisterStore Registers => Get<RegisterStore>();
    public DateTimeOffset Now => Web.Clock.GetUtcNow();

    public static async Task<BureauHost> StartAsync(string environment = "Development", Action<WebApplicationBuilder>? build = null)
    {
        // What a test sets comes first: the sign-in reads it when it is added.
        var web = await WebHost.StartAsync(environment, builder => { build?.Invoke(builder); Add(builder); }, Map);
        return new BureauHost(web);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Device NewDevice() => Web.NewDevice();

    /// <summary>A host with a small register of three students applied, and its cases begun.</summary>
    public static async Task<BureauHost> WithRegisterAsync(
        Proefregister? register = null, string environment = "Development", Action<WebApplicationBuilder>? build = null)
    {
        var host = await StartAsync(environment, build);
        await host.ApplyAsync(register ?? new Proefregister());
        return host;
    }

    public async Task ApplyAsync(Proefregister register)
    {
        var ct = TestContext.Current.CancellationToken;
        var preview = Assert.IsType<PreviewOutcome.Preview>(await Registers.PreviewAsync(new MemoryStream(register.Zip()), "bureau", ct));
        Assert.IsType<ApplyOutcome.Applied>(await Registers.ApplyAsync(preview.Version, "bureau", confirmed: true, ct));
        await Get<Planning>().RunAsync(Now, ct);
    }

    public async Task<Persoon> PersonAsync(string email) =>
        (await Registers.CurrentAsync(TestContext.Current.CancellationToken)).FindByEmail(email)!;

    public async Task<Zaak> CaseOfAsync(string email)
    {
        var student = await PersonAsync(email);
        await foreach (var id in Get<TussenevaluatieStore>().ZakenOfStudentAsync(student.Id, TestContext.Current.CancellationToken))
        {
            return (await Get<TussenevaluatieStore>().FindAsync(id, TestContext.Current.CancellationToken))!;
        }

        throw new InvalidOperationException("The student has no case.");
    }

    public async Task<Zaak> FindCaseAsync(string id) => (await Get<TussenevaluatieStore>().FindAsync(id, TestContext.Current.CancellationToken))!;

    public async Task<Besluit?> DecideAsync(Zaak zaak, Opdracht opdracht)
    {
        var ct = TestContext.Current.CancellationToken;
        var grondslag = new Grondslag(await Registers.CurrentAsync(ct), await Get<InstrumentStore>().CurrentAsync(ct));
        return await Get<TussenevaluatieStore>().DecideAsync(zaak.Id, opdracht, grondslag, Now, ct);
    }

    public async ValueTask DisposeAsync() => await Web.DisposeAsync();

    private static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.RemoveAll<CurrentRegister>();
        services.AddIsopCore();
        builder.AddBezorging();
        // Nothing is sent by itself: a test says what became of a message.
        services.Remove(services.Single(s => s.ImplementationType == typeof(DeliveryWorker)));
        services.AddAgenda();
        services.AddTussenevaluaties();
        services.AddStageEvaluaties();
        services.AddCertificaten();
        services.AddKwaliteitsimpulsen();
        builder.AddTeams();
        builder.AddInstalleren();
        services.AddBureau();
        services.AddMijnIsop();
        services.AddGezond();
        builder.AddAanmelden();
        builder.AddApi();
        builder.AddTabblad();
        builder.AddWebhooks();
    }

    private static void Map(WebApplication app)
    {
        app.MapAgenda();
        app.MapTussenevaluatiePaginas();
        app.MapStageEvaluatiePaginas();
        app.MapCertificaten();
        app.MapKwaliteitsimpulsPaginas();
        app.MapTeams();
        app.MapApi();
        app.MapAanmelden();
        app.MapTabblad();
        app.MapGezond();
        app.MapBureauPages();
        app.MapMijnIsop();
    }
}

/// <summary>One host with the small register for tests that change nothing.</summary>
public sealed class LeesHost : IAsyncLifetime
{
    internal BureauHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await BureauHost.WithRegisterAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>A small register as a zip of CSV files: three students at two schools of one board, study year 2026-2027.</summary>
internal sealed record Proefregister
{
    public const string Gijs = "gijs@student.example";
    public const string Noor = "noor@student.example";
    public const string Ipek = "ipek@student.example";
    public const string Fatima = "fatima@linde.example";
    public const string Bram = "bram@linde.example";
    public const string Olga = "olga@linde.example";
    public const string Cas = "cas@iselinge.example";

    private readonly Dictionary<string, List<string>> _tables = new()
    {
        ["besturen"] = ["code;naam", "B1;Stichting De Linde"],
        ["organisaties"] =
        [
            "code;naam;bestuur;soort;plaats;postcode;vakantieregio;sluit_in_vakantie;koppel;interprofessioneel;opleidingsorganisatie",
            "O1;De Linde;B1;school;Ulft;7071 AA;midden;ja;;nee;ja",
            "O2;De Esdoorn;B1;school;Varsseveld;7051 AA;midden;ja;;nee;ja",
        ],
        ["personen"] =
        [
            "email;naam;roepnaam;telefoon;bron", $"{Fatima};Fatima Yıldız;Fatima;;bureau", $"{Bram};Bram de Boer;Bram;;bureau", $"{Olga};Olga Bos;Olga;;bureau",
            $"{Cas};Cas Prins;Cas;;iselinge",
        ],
        ["rollen"] =
        [
            "email;rol;organisatie;bestuur;van;tot", $"{Fatima};werkplekbegeleider;O1;B1;2026-08-01;", $"{Bram};werkplekbegeleider;O1;B1;2026-08-01;",
            $"{Olga};schoolopleider;O1;B1;2026-08-01;", $"{Cas};studiecoach;;;2026-08-01;",
        ],
        ["studenten"] =
        [
            "studentnummer;email;naam;roepnaam;telefoon;opleiding;leerjaar;studiecoach;mwb;bron",
            $"500001;{Gijs};Gijs de Vries;Gijs;;pabo-vt;2;{Cas};;iselinge",
            $"500002;{Noor};Noor Smit;Noor;;pabo-vt;1;{Cas};;iselinge",
            $"500003;{Ipek};İpek Müller;İpek;;ad-pep;1;{Cas};;iselinge",
        ],
        ["stages"] =
        [
            "studentnummer;organisatie;groep;werkplekbegeleiders;schoolopleider;van;tot;dagen",
            $"500001;O1;groep 5;{Fatima};{Olga};2026-08-31;2027-01-29;di,wo",
            $"500002;O1;groep 6;{Fatima},{Bram};{Olga};2026-08-31;2027-01-29;di",
            $"500003;O2;groep 1;{Bram};;2026-08-31;2027-01-29;ma,di",
        ],
        ["leerteams"] = ["code;naam;organisaties;begeleider", $"L1;Leerteam De Linde;O1;{Olga}"],
        ["kalender"] =
        [
            "soort;naam;van;tot;regio;opleiding;organisatie", "studiejaar;2026-2027;2026-08-31;2027-07-16;;;",
            "stageperiode;Stageperiode 1;2026-08-31;2027-01-29;;;", "tussenevaluatie;Tussenevaluatie 1;2026-11-16;2026-12-04;;;",
        ],
    };

    /// <summary>The same register with a line of a table replaced; null takes the line out.</summary>
    public Proefregister With(string table, string line, string? becomes)
    {
        var at = _tables[table].FindIndex(l => l.StartsWith(line, StringComparison.Ordinal));
        Assert.True(at > 0, $"No line {line} in {table}.");
        if (becomes is null)
        {
            _tables[table].RemoveAt(at);
        }
        else
        {
            _tables[table][at] = becomes;
        }

        return this;
    }

    public Proefregister Plus(string table, string line)
    {
        _tables[table].Add(line);
        return this;
    }

    /// <summary>Many more students, each with a stage at De Linde, under Fatima.</summary>
    public Proefregister WithStudents(int count)
    {
        for (var n = 0; n < count; n++)
        {
            var number = (600_000 + n).ToString(CultureInfo.InvariantCulture);
            Plus("studenten", $"{number};s{number}@student.example;Student {number};Student;;pabo-vt;2;{Cas};;iselinge");
            Plus("stages", $"{number};O1;groep 5;{Fatima};{Olga};2026-08-31;2027-01-29;di,wo");
        }

        return this;
    }

    public byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, lines) in _tables)
            {
                using var entry = zip.CreateEntry($"{name}.csv").Open();
                entry.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
            }
        }

        return bytes.ToArray();
    }
}

internal static class BureauDevice
{
    /// <summary>Picks a file in the form of the page and sends it, as a browser does.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(this Device device, string page, string action, byte[] file, string name)
    {
        var form = (await device.OpenAsync(page)).Forms.First(f => f.GetAttribute("action") == action);
        using var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
        {
            content.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Add(part, "bestand", name);
        return await device.SendAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = content });
    }

    public static async Task<IHtmlDocument> OpenAsync(this Device device, string path)
    {
        var answer = await device.GetAsync(path);
        answer.MustBe(System.Net.HttpStatusCode.OK);
        return await Device.HtmlAsync(answer);
    }

    /// <summary>Where a redirect leads.</summary>
    public static string LeadsTo(this HttpResponseMessage answer)
    {
        answer.MustBe(System.Net.HttpStatusCode.SeeOther);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Presses the button of the form with this action on a page that is open.</summary>
    public static Task<HttpResponseMessage> PressAsync(this Device device, IHtmlDocument page, string action, params (string, string)[] fields) =>
        device.PostFormAsync(page.Forms.First(f => f.Method == "post" && f.GetAttribute("action") == action), fields);

    public static string MainText(this IHtmlDocument page) => page.QuerySelector("main")!.TextContent;
}
