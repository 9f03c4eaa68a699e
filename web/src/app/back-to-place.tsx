import { useEffect } from "react";
import { useNavigate } from "react-router";
import { takePlace } from "./place-before";

/** After signing in on a page of somebody else's, which leads to the start page: back to where somebody was. */
export function BackToPlace() {
  const navigate = useNavigate();
  useEffect(() => {
    const place = takePlace();
    if (place && location.pathname === "/") void navigate(place, { replace: true });
  }, [navigate]);
  return null;
}
