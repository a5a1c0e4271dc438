using Isop.Bot.Web.Screens;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isop.Bot.Web;

/// <summary>Answers that are pages.</summary>
public static class Pages
{
    /// <summary>The page with these parameters (an anonymous object of the component's parameters).</summary>
    /// <remarks>Not as the type it is: the generator of request delegates does not see the pages, which a generator makes too.</remarks>
    public static IResult Show<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters ?? new { }) { StatusCode = status };

    public static IResult Error(int status, ErrorText text) =>
        Show<ErrorScreen>(new { Status = status, Text = text }, status);
}
